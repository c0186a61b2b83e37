import Foundation
import Testing
import TesseraConfiguration
import TesseraModel
import TesseraTestSupport

/// The shipped settings, the demo's, and files that cannot be read.
struct SettingsFileTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private func shop(_ id: String, _ name: String) throws -> Settings.Shop {
        Settings.Shop(id: try #require(ShopID(id)), name: name)
    }

    @Test func `the shipped file is what the template gives`() throws {
        let text = try String(
            contentsOf: SettingsFileTests.root.appending(path: "config/tessera.yaml"),
            encoding: .utf8)

        #expect(
            text
                == Settings.template(
                    issuerName: "Harbour Café", timeZone: "Europe/Bucharest", currency: Sample.euro,
                    shops: [try shop("harbour", "Harbour Café")], isTraining: false))
    }

    @Test func `every setting of the shipped file is explained above it`() throws {
        let path = SettingsFileTests.root.appending(path: "config/tessera.yaml").path
        let lines = try String(contentsOfFile: path, encoding: .utf8)
            .components(separatedBy: "\n")
        let settings = try Settings.read(path)

        #expect(!settings.isTraining)
        #expect(settings.shops.count == 1)
        // The lines of a shop and of an asset are explained above their lists.
        for (index, line) in lines.enumerated() where line.contains(":") && !line.contains("#") {
            let isOfList = line.hasPrefix("  - ") || line.hasPrefix("    ")
            #expect(isOfList || lines[index - 1].contains("#"), "\(line)")
        }
    }

    @Test func `the demo shop can be read and is for practice`() throws {
        let path = SettingsFileTests.root.appending(path: "seeds/demo-shop/tessera.yaml").path
        let settings = try Settings.read(path)

        #expect(settings.isTraining)
        #expect(settings.zone.name == "Europe/Bucharest")
        #expect(settings.currency == Sample.euro)
        #expect(settings.shops.map(\.id) == [Sample.harbour, Sample.market])
        #expect(settings.defaultShop == Sample.harbour)
    }

    @Test(arguments: [
        "Harbour Café", "A \"quoted\" name", "C:\\shops", "yes", "null", "# no comment", "- dash",
        "Bánh mì & cà phê: ngon", "{curly}", "1881", "'", "a: b",
    ])
    func `any name comes back from the template as it went in`(name: String) throws {
        let text = Settings.template(
            issuerName: name, timeZone: "Asia/Ho_Chi_Minh",
            currency: try #require(Currency(code: "VND")),
            shops: [try shop("no", name), try shop("-x", name)], isTraining: true)

        let settings = try Settings(yaml: text, file: "tessera.yaml")
        #expect(settings.issuerName == name)
        #expect(settings.shops.map(\.name) == [name, name])
        #expect(settings.shops.map(\.id.text) == ["no", "-x"])
        #expect(settings.defaultShop.text == "no")
        #expect(settings.currency.code == "VND")
        #expect(settings.validity == .shipped)
        #expect(settings.isTraining)
    }

    @Test func `a file that cannot be read says why`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/tessera.yaml"
        #expect(throws: ConfigurationError.fileMissing(path)) { try Settings.read(path) }
        #expect(throws: ConfigurationError.isADirectory(folder.path)) {
            try Settings.read(folder.path)
        }

        try Data([0x69, 0xFF, 0xFE]).write(to: URL(filePath: path))
        #expect(throws: ConfigurationError.notText(path)) { try Settings.read(path) }

        try Data(repeating: 0x23, count: 300_000).write(to: URL(filePath: path))
        #expect(throws: ConfigurationError.fileTooLarge(path, mostByteCount: 262_144)) {
            try Settings.read(path)
        }
    }

    @Test(.enabled(if: geteuid() != 0, "root may read everything"))
    func `a file that this user may not read says so`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/tessera.yaml"
        let made = FileManager.default.createFile(
            atPath: path, contents: Data(), attributes: [.posixPermissions: 0o000])
        #expect(made)

        #expect(throws: ConfigurationError.fileNotPermitted(path)) { try Settings.read(path) }
    }
}
