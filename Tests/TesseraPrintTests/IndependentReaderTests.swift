import Foundation
import TesseraPrint
import TesseraTestSupport
import Testing

/// Another program's answer about a picture: `Tests/Tools/read-codes.py`, which uses zxing-cpp.
private enum IndependentReader {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let python = root.appending(path: ".build/readers/bin/python3")
    static let isInstalled = FileManager.default.isExecutableFile(atPath: python.path)
    /// Where nobody looks at skipped tests, a missing reader is a failure.
    static let isDemanded = ProcessInfo.processInfo.environment["CI"] == "true"

    /// A third one, whose authors are others again.
    static let zbar = URL(filePath: "/usr/bin/zbarimg")
    static let hasZBar = FileManager.default.isExecutableFile(atPath: zbar.path)

    static func lines(reading files: [URL]) throws -> [String] {
        try lines(of: python, ["\(root.path)/Tests/Tools/read-codes.py"] + files.map(\.path))
    }

    static func lines(of program: URL, _ words: [String]) throws -> [String] {
        let output = Pipe()
        let process = Process()
        process.executableURL = program
        process.arguments = words
        process.standardOutput = output
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}

struct IndependentReaderTests {
    /// Writes every printed text twice, its modules small and large.
    private func files(in folder: TemporaryFolder) throws -> [(file: URL, printed: PrintedText)] {
        try PrintedText.all.enumerated().flatMap { number, printed in
            try [4, 8].map { dots in
                let file = URL(filePath: "\(folder.path)/\(number)-\(dots).png")
                try Data(try QRSymbol(printed.text).png(dotsPerModule: dots)).write(to: file)
                return (file, printed)
            }
        }
    }

    @Test(
        .enabled(
            if: IndependentReader.isInstalled || IndependentReader.isDemanded,
            "no second reader: run Tests/Tools/install-readers.sh"))
    func `a printed symbol is decoded back by an independent decoder, T25`() throws {
        let folder = try TemporaryFolder()
        let all = try files(in: folder)

        let lines = try IndependentReader.lines(reading: all.map(\.file))

        // ]Q1 is a symbol without ECI.
        let expected = all.map { _, printed in
            "\(printed.version)\t\(printed.level)\t]Q1\t\(printed.text)"
        }
        #expect(lines == expected)
    }

    @Test(
        .enabled(
            if: IndependentReader.hasZBar || IndependentReader.isDemanded,
            "no zbarimg: run scripts/need test"))
    func `a printed symbol is decoded back by zbar`() throws {
        let folder = try TemporaryFolder()
        let all = try files(in: folder)

        let lines = try IndependentReader.lines(
            of: IndependentReader.zbar,
            ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"] + all.map(\.file.path))

        #expect(lines == all.map(\.printed.text))
    }
}
