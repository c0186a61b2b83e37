import Testing
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraTestSupport

/// What members may hold, as the settings name it.
struct AssetTests {
    private func read(_ assets: String) throws(ConfigurationError) -> Settings {
        try Settings(yaml: SettingsText.start + assets, file: "tessera.yaml")
    }

    private static func place(_ line: Int) -> ConfigurationError.Place {
        ConfigurationError.Place(file: "tessera.yaml", line: line)
    }

    @Test func `without a list there are whole points that nobody can owe`() throws {
        let points = try #require(AssetTerms(name: "points", scale: 0, allowsDebt: false))

        #expect(try read("").assets == [points])
    }

    @Test func `assets are read with their decimals and whether they may be owed`() throws {
        let settings = try read(
            """
            assets:
              - name: miles
                scale: 2
                debt: yes
              - name: stamps
                scale: 0
                debt: no
            """)

        #expect(
            settings.assets == [
                AssetTerms(name: "miles", scale: 2, allowsDebt: true),
                AssetTerms(name: "stamps", scale: 0, allowsDebt: false),
            ])
        #expect(try settings.asset(named: "miles").scale == 2)
        #expect(throws: ConfigurationError.unknownAsset("stamp", nearest: "stamps")) {
            try settings.asset(named: "stamp")
        }
    }

    private static let slips: [(String, ConfigurationError)] = [
        (
            "assets: [{name: EUR, scale: 0, debt: no}]",
            .settingOutOfRange(
                "name", allowed: "1 to 16 small letters, digits and hyphens, and no currency",
                at: place(9))
        ),
        (
            "assets: [{name: miles, scale: 7, debt: no}]",
            .settingOutOfRange("scale", allowed: "from 0 to 6", at: place(9))
        ),
        (
            "assets: [{name: miles, scale: 0, debt: maybe}]",
            .wrongType("debt", wanted: "yes or no", at: place(9))
        ),
        ("assets: [{name: miles, scale: 0}]", .missingSetting("debt", at: place(9))),
        (
            "assets: [{name: a, scale: 0, debt: no}, {name: a, scale: 1, debt: no}]",
            .doubledAsset("a", at: place(9))
        ),
        (
            "assets: []",
            .wrongType("assets", wanted: "a list of assets, each after a dash", at: place(9))
        ),
    ]

    @Test(arguments: slips.indices)
    func `a slip in the list is told with its line`(index: Int) {
        let (text, error) = AssetTests.slips[index]

        #expect(throws: error) { try read(text) }
    }
}
