import Foundation
import TesseraConfiguration
import TesseraModel
import TesseraTestSupport
import Testing

/// What a shop looks like on its pages, as the settings name it.
struct BrandTests {
    private func read(
        _ brand: String, in file: String = "tessera.yaml"
    ) throws(ConfigurationError) -> Settings.Brand {
        try Settings(yaml: SettingsText.start + brand, file: file).brand
    }

    private static func place(_ file: String = "tessera.yaml") -> ConfigurationError.Place {
        ConfigurationError.Place(file: file, line: 9)
    }

    @Test func `without a section there are the issuer's name and our colours`() throws {
        let brand = try read("")

        #expect(brand.name == "Harbour Café")
        #expect(brand.colour.text == "#1b5e4b")
        #expect(brand.accent.text == "#f2b134")
        #expect(brand.logoFile == nil)
        #expect(try brand.logo() == nil)
    }

    @Test func `name and colours are the shop's own`() throws {
        let brand = try read(
            "brand: {name: Harbour, colour: \"#0B3D91\", accent: \"#ffd166\", logo: logo.svg}")

        #expect(brand.name == "Harbour")
        #expect(brand.colour == Settings.Brand.Colour(red: 11, green: 61, blue: 145))
        #expect(brand.accent.text == "#ffd166")
        #expect(brand.logoFile == "logo.svg")
    }

    @Test(arguments: [
        ("#000000", "#ffffff"), ("#ffffff", "#000000"), ("#1b5e4b", "#ffffff"),
        ("#f2b134", "#000000"), ("#777777", "#000000"), ("#767676", "#000000"),
        ("#ff0000", "#000000"), ("#0000ff", "#ffffff"), ("#00ff00", "#000000"),
    ])
    func `text on a colour is black or white, whichever is read more easily`(
        text: String, ink: String
    ) throws {
        let colour = try #require(Settings.Brand.Colour(text: text))

        #expect(colour.contrast(to: colour.ink) >= 4.5)
        #expect(colour.ink.text == ink)
    }

    @Test func `on every colour the text can be read`() {
        for red in stride(from: 0, through: 255, by: 15) {
            for green in stride(from: 0, through: 255, by: 15) {
                for blue in stride(from: 0, through: 255, by: 15) {
                    let colour = Settings.Brand.Colour(
                        red: UInt8(red), green: UInt8(green), blue: UInt8(blue))
                    #expect(colour.contrast(to: colour.ink) >= 4.5, "\(colour.text)")
                }
            }
        }
    }

    @Test(arguments: [
        "\"#12345\"", "\"#1234567\"", "\"#12345g\"", "\"+12345\"", "\"#+12345\"", "red",
    ])
    func `what is no colour is refused with its line`(text: String) {
        #expect(
            throws: ConfigurationError.settingOutOfRange(
                "colour", allowed: "six hexadecimal digits in quotes such as \"#1b5e4b\"",
                at: BrandTests.place())
        ) { try read("brand: {colour: \(text)}") }
    }

    @Test func `a colour without quotes is a comment, and the answer says how to write it`() {
        #expect(
            throws: ConfigurationError.wrongType(
                "colour", wanted: "six hexadecimal digits in quotes such as \"#1b5e4b\"",
                at: ConfigurationError.Place(file: "tessera.yaml", line: 10))
        ) { try read("brand:\n  colour: #1b5e4b\n  name: x") }
    }

    @Test func `the logo is a small picture beside the settings`() throws {
        let folder = try TemporaryFolder()
        let file = "\(folder.path)/tessera.yaml"
        func brand() throws(ConfigurationError) -> Settings.Brand {
            try read("brand: {logo: logo}", in: file)
        }
        func write(_ bytes: [UInt8]) throws {
            try Data(bytes).write(to: URL(filePath: "\(folder.path)/logo"))
        }

        #expect(throws: ConfigurationError.fileMissing("\(folder.path)/logo")) {
            try brand().logo()
        }
        try write(Array("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".utf8))
        #expect(try brand().logo()?.form == .svg)
        try write(Array("<?xml version=\"1.0\"?>\n<svg/>".utf8))
        #expect(try brand().logo()?.form == .svg)
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]
        try write(png)
        #expect(try brand().logo() == Settings.Brand.Logo(bytes: png, form: .png))
        try write(Array("<html><svg/></html>".utf8))
        #expect(
            throws: ConfigurationError.settingOutOfRange(
                "logo", allowed: "an SVG or PNG picture", at: BrandTests.place(file))
        ) { try brand().logo() }
        try write([UInt8](repeating: 32, count: 65_537))
        #expect(
            throws: ConfigurationError.fileTooLarge("\(folder.path)/logo", mostByteCount: 65_536)
        ) { try brand().logo() }
    }
}
