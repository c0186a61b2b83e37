import Glibc
import TesseraModel

extension Settings {
    /// What the shop looks like on its pages: the section `brand` of the settings.
    package struct Brand: Hashable, Sendable {
        /// The name on the pages, 1…100 characters; the issuer's if not said.
        package let name: String
        /// Of what is large: the head of a page, the one button.
        package let colour: Colour
        /// Of what is to be seen beside it.
        package let accent: Colour
        /// The file with the logo, `nil` for none; from the folder of the settings unless absolute.
        package let logoFile: String?
        private let logoPlace: ConfigurationError.Place?

        /// Our own colours, which are readable in the light and in the dark.
        package static let shippedColour = Colour(red: 0x1B, green: 0x5E, blue: 0x4B)
        /// What goes with ``shippedColour``.
        package static let shippedAccent = Colour(red: 0xF2, green: 0xB1, blue: 0x34)
    }
}

extension Settings.Brand {
    /// A colour of the screen.
    package struct Colour: Hashable, Sendable {
        /// 0…255 each.
        package let red, green, blue: UInt8

        /// A colour of three parts.
        package init(red: UInt8, green: UInt8, blue: UInt8) {
            self.red = red
            self.green = green
            self.blue = blue
        }

        /// A colour as it is written, `#1b5e4b`; `nil` for anything else.
        package init?(text: String) {
            guard text.utf8.count == 7, text.hasPrefix("#"),
                text.utf8.dropFirst().allSatisfy({ $0 != 43 && $0 != 45 }),
                let value = UInt32(text.dropFirst(), radix: 16)
            else { return nil }
            self.init(
                red: UInt8(value >> 16 & 255), green: UInt8(value >> 8 & 255),
                blue: UInt8(value & 255))
        }

        /// As style sheets write it, `#1b5e4b`.
        package var text: String {
            "#"
                + [red, green, blue].map { part in
                    let digits = String(part, radix: 16)
                    return digits.count == 1 ? "0\(digits)" : digits
                }.joined()
        }

        /// The colour of text on it: black or white, whichever is read more easily.
        ///
        /// Of any colour one of the two has a contrast of 4.5 and more.
        package var ink: Colour {
            let (black, white) = (
                Colour(red: 0, green: 0, blue: 0), Colour(red: 255, green: 255, blue: 255)
            )
            return contrast(to: white) >= contrast(to: black) ? white : black
        }

        /// How well one is read on the other, 1…21, as WCAG 2.2 counts it.
        package func contrast(to other: Colour) -> Double {
            let (one, two) = (luminance, other.luminance)
            return (max(one, two) + 0.05) / (min(one, two) + 0.05)
        }

        private var luminance: Double {
            func linear(_ part: UInt8) -> Double {
                let value = Double(part) / 255
                return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
        }
    }

    /// The shop's own sign.
    package struct Logo: Hashable, Sendable {
        /// A sign.
        package init(bytes: [UInt8], form: Form) {
            self.bytes = bytes
            self.form = form
        }

        /// What it is.
        package enum Form: Hashable, Sendable {
            /// Lines; never run, only drawn.
            case svg
            /// Dots.
            case png

            /// As HTTP names it.
            package var mediaType: String { self == .svg ? "image/svg+xml" : "image/png" }
        }

        /// The file's bytes, at most ``mostByteCount``.
        package let bytes: [UInt8]
        /// What they are.
        package let form: Form
        /// In bytes.
        package static let mostByteCount = 64 << 10
    }

    /// The section; `nil` for what holds where there is none.
    ///
    /// - Throws: ``ConfigurationError`` for what is no name, no colour or no path.
    init(_ node: SettingsNode?, issuerName: String) throws(ConfigurationError) {
        let section = try node?.section(["name", "colour", "accent", "logo"])
        name = try section?.optional("name")?.spokenName() ?? issuerName
        colour = try section?.optional("colour")?.colour() ?? Settings.Brand.shippedColour
        accent = try section?.optional("accent")?.colour() ?? Settings.Brand.shippedAccent
        let logo = section?.optional("logo")
        logoPlace = logo?.place
        logoFile = try logo?.text(wanted: "the path of an SVG or PNG file")
    }

    /// Reads the logo.
    ///
    /// - Returns: `nil` if there is none.
    /// - Throws: What can be wrong with files;
    ///   ``ConfigurationError/settingOutOfRange(_:allowed:at:)`` if it is neither SVG nor PNG.
    package func logo() throws(ConfigurationError) -> Logo? {
        guard let logoFile, let place = logoPlace else { return nil }
        let bytes = try OpenFile(path: place.path(of: logoFile)).contents(
            mostByteCount: Logo.mostByteCount)
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            return Logo(bytes: bytes, form: .png)
        }
        let text = String(validating: bytes, as: UTF8.self)?.drop {
            $0.isWhitespace || $0 == "\u{FEFF}"
        }
        guard let text, text.hasPrefix("<svg") || text.hasPrefix("<?xml"), text.contains("<svg")
        else {
            throw .settingOutOfRange("logo", allowed: "an SVG or PNG picture", at: place)
        }
        return Logo(bytes: bytes, form: .svg)
    }
}

extension SettingsNode {
    // Without quotes a # begins a comment, so what is left is nothing.
    fileprivate func colour() throws(ConfigurationError) -> Settings.Brand.Colour {
        let wanted = "six hexadecimal digits in quotes such as \"#1b5e4b\""
        guard let colour = Settings.Brand.Colour(text: try text(wanted: wanted)) else {
            throw .settingOutOfRange(name, allowed: wanted, at: place)
        }
        return colour
    }
}
