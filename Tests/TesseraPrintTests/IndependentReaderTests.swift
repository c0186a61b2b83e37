import Foundation
import TesseraPrint
import Testing

/// Another program's answer about a picture: `Tests/Tools/read-codes.py`, which uses zxing-cpp.
private enum IndependentReader {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let python = root.appending(path: ".build/readers/bin/python3")
    static let isInstalled = FileManager.default.isExecutableFile(atPath: python.path)
    /// Where nobody looks at skipped tests, a missing reader is a failure.
    static let isDemanded = ProcessInfo.processInfo.environment["CI"] == "true"

    static func lines(reading files: [URL]) throws -> [String] {
        let output = Pipe()
        let process = Process()
        process.executableURL = python
        process.arguments =
            [root.appending(path: "Tests/Tools/read-codes.py").path] + files.map(\.path)
        process.standardOutput = output
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}

struct IndependentReaderTests {
    @Test(
        .enabled(
            if: IndependentReader.isInstalled || IndependentReader.isDemanded,
            "no second reader: run Tests/Tools/install-readers.sh"))
    func `a printed symbol is decoded back by an independent decoder, T25`() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "tessera-print-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var files: [URL] = []
        var expected: [String] = []
        for printed in PrintedText.all {
            for dots in [4, 8] {
                let file = folder.appending(path: "\(files.count).png")
                try Data(try QRSymbol(printed.text).png(dotsPerModule: dots)).write(to: file)
                files.append(file)
                // ]Q1 is a symbol without ECI.
                expected.append("\(printed.version)\t\(printed.level)\t]Q1\t\(printed.text)")
            }
        }

        let lines = try IndependentReader.lines(reading: files)

        #expect(lines == expected)
    }
}
