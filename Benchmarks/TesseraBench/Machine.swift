import Foundation

/// What the figures were measured on.
enum Machine {
    /// Processor, cores and system.
    static var description: String {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        return
            "\(processor), \(cores) cores, \(ProcessInfo.processInfo.operatingSystemVersionString)"
    }

    private static var processor: String {
        let info = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = info.split(separator: "\n").first { $0.hasPrefix("model name") }
        let name = line?.split(separator: ":", maxSplits: 1).last
        return name.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown processor"
    }
}
