import ArgumentParser
import TesseraAnswers
import TesseraModel
import TesseraOperations
import TesseraPremises
import TesseraPrint

/// Where else a code is shown than as text.
struct CodeOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Write the QR code as a PNG picture.", valueName: "file"))
    var png: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Write the QR code as an SVG drawing.", valueName: "file"))
    var svg: String?

    /// Whether a file was asked for.
    var namesFile: Bool { png != nil || svg != nil }

    /// Refuses files that are there already, before anything is issued that would need them.
    ///
    /// - Throws: ``CLIError/fileExists(_:)``.
    func refuseExistingFiles() throws(CLIError) {
        for path in [png, svg] {
            if let path, Files.exists(path) { throw .fileExists(path) }
        }
    }

    /// Writes the files that were asked for.
    ///
    /// - Parameters:
    ///   - text: What the QR code holds.
    ///   - caption: The typed code, set under a drawing.
    /// - Returns: What was written.
    /// - Throws: ``CLIError/fileUnwritable(_:reason:)``, ``PrintError``.
    func write(_ text: String, caption: String) throws -> [String] {
        guard namesFile else { return [] }
        let symbol = try QRSymbol(text)
        if let png { try Files.write(symbol.png(), to: png) }
        if let svg { try Files.write(Array(symbol.svg(caption: caption).utf8), to: svg) }
        return [png, svg].compactMap(\.self)
    }
}

extension Speech {
    /// The QR code of a text as lines for this terminal.
    ///
    /// - Throws: ``PrintError``.
    func blocks(_ text: String) throws -> [String] {
        let symbol = try QRSymbol(text)
        return symbol.halfBlocks(ink: colours ? .blackOnWhite : .plain)
            .split(separator: "\n").map(String.init)
    }
}

extension IssuedVoucher {
    /// The codes as people read them.
    var lines: [String] { ["  Code      \(typedCode)", "  Token     \(token)"] }
}
