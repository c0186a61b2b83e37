internal import CFloor
import Foundation
import TesseraTestSupport

/// Figures of whole processes: the command beside this program, built with the same settings.
struct ProcessFigures {
    private let floor: TokenFigures
    private let tessera: String

    /// Thrown when a command does not end as it should.
    struct Failed: Error, CustomStringConvertible {
        let words: [String]
        let status: Int32
        var description: String { "status \(status) of \(words.joined(separator: " "))" }
    }

    init(_ floor: TokenFigures) throws {
        self.floor = floor
        let link = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        tessera = URL(filePath: link).deletingLastPathComponent().appending(path: "tessera").path
    }

    /// `tessera check TOKEN --kit FILE` over `openssl version`.
    func checkStartup() async throws -> [Figure] {
        let folder = try TemporaryFolder()
        let (data, sheet, kit) = ("\(folder.path)/d", "\(folder.path)/v.txt", "\(folder.path)/kit")
        try run([tessera, "init", "--demo", "--data", data])
        try run([
            tessera, "voucher", "bulk", "--count", "1", "--amount", "50", "--out", sheet, "--data",
            data,
        ])
        try run([tessera, "key", "kit", "--out", kit, "--data", data])
        let text = try String(contentsOfFile: sheet, encoding: .utf8)
        let token = String(text.prefix { $0 != "\n" })
        let rounds = try await Race(rounds: 41, slices: 1).run(
            ours: (1, { _ in try run([tessera, "check", token, "--kit", kit]) }),
            reference: (1, { _ in try run(["openssl", "version"]) }))
        let (ours, reference) = (
            rounds.map(\.ours).quantile(0.5) * 1e3, rounds.map(\.reference).quantile(0.5) * 1e3
        )
        return [
            Figure(
                "check_startup_vs_openssl_version", of: rounds.map(\.time), gate: .atMost(2),
                beside: "\(shown(ours)) ms beside \(shown(reference)) ms")
        ]
    }

    /// A million vouchers into a file over two million bare MACs.
    func bulkIssue() async throws -> [Figure] {
        var (times, seconds, peaks): ([Double], [Double], [Double]) = ([], [], [])
        for _ in 0..<5 {
            let folder = try TemporaryFolder(isOnDisk: true)
            let data = "\(folder.path)/d"
            try run([tessera, "init", "--demo", "--data", data])
            let took = try run([
                tessera, "voucher", "bulk", "--count", "1000000", "--amount", "50", "--out",
                "\(folder.path)/v.csv", "--data", data,
            ])
            let reference = try await measured { try floor.floorMACs(2_000_000) }
            times.append(took.seconds / reference)
            seconds.append(took.seconds)
            peaks.append(Double(took.peakKiB) / 1_024)
        }
        return [
            Figure(
                "bulk_issue_million_vs_two_million_hmacs", of: times, gate: .atMost(6),
                beside: "\(shown(seconds.quantile(0.5))) s for 1 000 000 codes"),
            Figure(
                "bulk_issue_million_peak", of: peaks, unit: "MiB", gate: .atMost(64),
                beside: "most memory of the whole process"),
        ]
    }

    @discardableResult
    private func run(_ words: [String]) throws -> (seconds: Double, peakKiB: Int) {
        var (nanoseconds, peak): (Int64, Int) = (0, 0)
        let status = unsafe tessera_run(words.joined(separator: "\n"), &nanoseconds, &peak)
        guard status == 0 else { throw Failed(words: words, status: status) }
        return (Double(nanoseconds) / 1e9, peak)
    }
}
