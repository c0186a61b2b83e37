import Foundation
import TesseraPrint
import TesseraScan
import TesseraTestSupport
import Testing

/// The module of the pages, run by `Tests/Tools/scanner-wasm.py`, one browser at a time.
@Suite(.serialized)
struct ScannerModuleTests {
    private static let top = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    private static let python = "\(top)/.build/readers/bin/python3"
    /// Where nobody looks at skipped tests, a missing browser is a failure.
    private static let isTried =
        FileManager.default.isExecutableFile(atPath: python)
        && FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium")
        || ProcessInfo.processInfo.environment["CI"] == "true"
    private static let missing: Comment =
        "no browser: run scripts/need test and Tests/Tools/install-readers.sh"

    /// Pictures and their texts; a picture that holds nothing has an empty one.
    private func read(_ pictures: [(picture: GreyPicture, text: String)]) async throws {
        let folder = try TemporaryFolder()
        var truth = ""
        for (index, entry) in pictures.enumerated() {
            try entry.picture.write(toFile: "\(folder.path)/\(index).pgm")
            truth += "\(index).pgm\t\(entry.text)\n"
        }
        try truth.write(toFile: "\(folder.path)/truth.tsv", atomically: true, encoding: .utf8)

        let said = try await Shell.say(
            "\(Self.python) \(Self.top)/Tests/Tools/scanner-wasm.py .", in: folder)

        #expect(said.status == 0)
        #expect(said.text == truth)
    }

    @Test func `the module is small enough to load with the page`() throws {
        let file = URL(filePath: Self.top).appending(path: "Sources/CPages/pages/scanner.wasm")

        let module = try Data(contentsOf: file)

        #expect(module.starts(with: [0x00, 0x61, 0x73, 0x6D]))
        #expect(module.count <= 50_000)
    }

    @Test(.enabled(if: isTried, missing))
    func `in a browser every version to 13, level, mask and mode is read, turned and inverted`()
        async throws
    {
        var pictures: [(GreyPicture, String)] = []
        for (index, vector) in SymbolVector.all.enumerated() where vector.side <= 69 {
            let turned = vector.picture(dotsPerModule: 3).turned(degrees: Double(index) * 7)
            let seen = index % 3 == 0 ? turned.mapped { 255 - $0 } : turned
            pictures.append((seen, vector.text ?? ""))
        }

        try await read(pictures)
    }

    @Test(.enabled(if: isTried, missing))
    func `in a browser 200 frames of noise and destroyed codes are passed over without a trap`()
        async throws
    {
        try await read(Wreck.frames(200).map { ($0, "") })
    }

    @Test(.enabled(if: isTried, missing))
    func `in a browser codes are read as a camera shows them, whoever drew them`() async throws {
        let folder = try TemporaryFolder()
        let drawn = try await Shell.say(
            "\(Self.python) \(Self.top)/Tests/Tools/make-stress.py . 20", in: folder)
        #expect(drawn.text == "")

        let said = try await Shell.say(
            "\(Self.python) \(Self.top)/Tests/Tools/scanner-wasm.py .", in: folder)

        #expect(said.status == 0)
        #expect(
            try said.text == String(contentsOfFile: "\(folder.path)/truth.tsv", encoding: .utf8))
    }
}

extension GreyPicture {
    /// Writes the picture as a portable grey map.
    fileprivate func write(toFile path: String) throws {
        let head = Array("P5 \(width) \(height) 255\n".utf8)
        try Data(head + grey).write(to: URL(filePath: path))
    }
}
