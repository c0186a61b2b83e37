import ArgumentParser
import TesseraModel
import TesseraPremises
import TesseraPrint
import TesseraScan

/// A code as a command is given it: the text itself, a picture of it, or a stream.
enum CodeInput {
    /// One code.
    case text(String)
    /// One code a line on standard input.
    case stream

    /// Understands an argument: `-`, the name of a picture, or a text; no code ends like a picture.
    ///
    /// - Throws: ``CLIError``, ``PrintError``, ``ScanError`` for a picture without one code of
    ///   ours.
    init(_ argument: String) throws {
        if argument == "-" {
            self = .stream
        } else if CodeInput.looksLikePicture(argument) {
            self = .text(try CodeInput.code(inPicture: argument))
        } else {
            self = .text(argument)
        }
    }

    /// The one code that an argument gives.
    ///
    /// - Throws: ``CLIError/usage(_:hint:)`` for a stream; what ``init(_:)`` throws.
    static func one(_ argument: String) throws -> String {
        guard case .text(let text) = try CodeInput(argument) else {
            throw CLIError.usage(
                "A stream of codes cannot be taken here.", hint: "Give the code itself.")
        }
        return text
    }

    private static func looksLikePicture(_ argument: String) -> Bool {
        let name = argument.lowercased()
        return [".png", ".jpg", ".jpeg"].contains { name.hasSuffix($0) }
    }

    /// The one code of ours in a picture; of codes that are all foreign the first, so that it is
    /// named as such.
    private static func code(inPicture path: String) throws -> String {
        let picture = try GreyPicture(reading: Files.bytes(path, most: 256 << 20))
        let texts = try QRReader().texts(
            width: picture.width, height: picture.height, grey: picture.grey)
        let ours = Array(Set(texts.filter { $0.hasPrefix("TZ") }))
        guard ours.count <= 1 else { throw CLIError.severalCodes(count: ours.count) }
        return ours.first ?? texts[0]
    }

    static let help = ArgumentHelp(
        "A scanned or typed code, a picture of one (PNG or JPEG), or - to read one a line.",
        valueName: "code")
}
