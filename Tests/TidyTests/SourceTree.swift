import Foundation

/// The files of the package, found from this file's own place.
enum SourceTree {
    /// The folder of `Package.swift`.
    static let top = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Every Swift file that the style guide speaks about.
    static let everySwiftFile: [SwiftFile] =
        (files(below: "Sources") + files(below: "Tests") + files(below: "Benchmarks"))
        .filter { $0.hasSuffix(".swift") }
        .map { SwiftFile(path: $0, text: text(of: $0) ?? "") }

    /// The Swift files of the rooms.
    static let rooms = everySwiftFile.filter { $0.path.hasPrefix("Sources/") }

    /// Every file that people read, with its path; pictures and other bytes are left out.
    static let texts: [TextFile] = paths.compactMap { path in
        text(of: path).map { TextFile(path: path, text: $0) }
    }

    private static let paths: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: top.path)) ?? []
        let passedOver: Set<String> = [".git", ".build", "Package.resolved"]
        return names.filter { !passedOver.contains($0) }.sorted().flatMap { name in
            isFolder(name) ? files(below: name) : [name]
        }
    }()

    /// The system libraries, each with a module map.
    static let moduleMaps = files(below: "Sources").filter { $0.hasSuffix("/module.modulemap") }

    /// The text of a file; `nil` if it is missing or no text.
    static func text(of path: String) -> String? {
        guard let data = FileManager.default.contents(atPath: top.appending(path: path).path),
            !data.contains(0)
        else { return nil }
        return String(data: data, encoding: .utf8)
    }

    private static func isFolder(_ path: String) -> Bool {
        let values = try? top.appending(path: path).resourceValues(forKeys: [.isDirectoryKey])
        return values?.isDirectory ?? false
    }

    /// The files below a folder in order of their paths; none if there is no such folder.
    static func files(below folder: String) -> [String] {
        let names = FileManager.default.enumerator(atPath: top.appending(path: folder).path)
        var found: [String] = []
        while let name = names?.nextObject() as? String {
            let isHidden = name.split(separator: "/").contains { $0 == ".build" || $0 == ".git" }
            let path = "\(folder)/\(name)"
            if !isHidden, !isFolder(path) { found.append(path) }
        }
        return found.sorted()
    }
}
