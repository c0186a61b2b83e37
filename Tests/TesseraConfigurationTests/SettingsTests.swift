import Foundation
import Testing
import TesseraConfiguration
import TesseraModel
import TesseraTestSupport

/// The settings file: read strictly, with the line of what is wrong.
struct SettingsTests {
    private static let good = """
        issuer: "Harbour Café"
        time_zone: Europe/Bucharest
        currency: EUR
        shops:
          - id: harbour
            name: Harbour Café
          - id: market
            name: 1881
        default_shop: market
        till: till-2
        validity:
          gift_months: 36
          discount_months: 3
          entitlement_months: 12
          member_days: 3650
        training: yes
        """

    /// Reads the good file with one line put in the place of another, counted from 1.
    private func read(line: Int? = nil, as text: String = "") throws(ConfigurationError) -> Settings
    {
        var lines = SettingsTests.good.components(separatedBy: "\n")
        if let line { lines[line - 1] = text }
        return try Settings(yaml: lines.joined(separator: "\n"), file: "tessera.yaml")
    }

    private static func place(_ line: Int) -> ConfigurationError.Place {
        ConfigurationError.Place(file: "tessera.yaml", line: line)
    }

    @Test func `a good file is read`() throws {
        let settings = try read()

        #expect(settings.issuerName == "Harbour Café")
        #expect(settings.zone.name == "Europe/Bucharest")
        #expect(settings.currency.code == "EUR")
        #expect(settings.shops.map(\.id.text) == ["harbour", "market"])
        #expect(settings.shops.map(\.name) == ["Harbour Café", "1881"])
        #expect(settings.defaultShop.text == "market")
        #expect(settings.shop(settings.defaultShop)?.name == "1881")
        #expect(settings.till.text == "till-2")
        #expect(
            settings.validity
                == Settings.DefaultValidity(
                    giftMonths: 36, discountMonths: 3, entitlementMonths: 12, memberDays: 3_650))
        #expect(settings.isTraining)
    }

    @Test func `a month is good up to the day before the same day of the next`() throws {
        let validity = Settings.DefaultValidity.shipped
        let first = Sample.day("2026-11-22")

        #expect(validity.lastDay(of: .gift, from: first).text == "2029-11-21")
        #expect(validity.lastDay(of: .discount, from: first).text == "2027-02-21")
        #expect(validity.lastDay(of: .entitlement, from: first).text == "2027-11-21")
        #expect(validity.lastDay(of: .member, from: first).text == "2036-11-19")
        #expect(
            validity.lastDay(of: .discount, from: Sample.day("2026-11-30")).text == "2027-02-27")
    }

    @Test func `line ends of another system and a byte order mark do not matter`() throws {
        let text = "\u{FEFF}" + SettingsTests.good.replacingOccurrences(of: "\n", with: "\r\n")

        #expect(try Settings(yaml: text, file: "tessera.yaml") == read())
    }

    private static let slips: [(Int, String, ConfigurationError)] = [
        (2, "timezone: UTC", .unknownSetting("timezone", nearest: "time_zone", at: place(2))),
        (3, "curency: EUR", .unknownSetting("curency", nearest: "currency", at: place(3))),
        (10, "printer: lp0", .unknownSetting("printer", nearest: nil, at: place(10))),
        (6, "    nam: Harbour", .unknownSetting("nam", nearest: "name", at: place(6))),
        (
            12, "  gift_month: 36",
            .unknownSetting("gift_month", nearest: "gift_months", at: place(12))
        ),
        (16, "", .missingSetting("training", at: place(1))),
        (1, "", .missingSetting("issuer", at: place(2))),
        (6, "", .missingSetting("name", at: place(5))),
        (13, "", .missingSetting("discount_months", at: place(12))),
        (2, "issuer: Market", .doubledSetting("issuer", at: place(1))),
        (13, "  gift_months: 24", .doubledSetting("gift_months", at: place(12))),
        (1, "issuer: [a, b]", .wrongType("issuer", wanted: "a name", at: place(1))),
        (1, "issuer:", .wrongType("issuer", wanted: "a name", at: place(1))),
        (1, "issuer: null", .wrongType("issuer", wanted: "a name", at: place(1))),
        (
            1, "issuer: ''",
            .settingOutOfRange("issuer", allowed: "one line of 1 to 100 characters", at: place(1))
        ),
        (
            1, "issuer: \"a\\nb\"",
            .settingOutOfRange("issuer", allowed: "one line of 1 to 100 characters", at: place(1))
        ),
        (
            1, "issuer: \(String(repeating: "é", count: 101))",
            .settingOutOfRange("issuer", allowed: "one line of 1 to 100 characters", at: place(1))
        ),
        (
            2, "time_zone: Europe/Bukarest",
            .unknownZone("Europe/Bukarest", nearest: "Europe/Bucharest", at: place(2))
        ),
        (2, "time_zone: EET", .unknownZone("EET", nearest: nil, at: place(2))),
        (3, "currency: ER", .unknownCurrency("ER", nearest: nil, at: place(3))),
        (3, "currency: eur", .unknownCurrency("eur", nearest: "EUR", at: place(3))),
        (3, "currency: BGN", .unknownCurrency("BGN", nearest: nil, at: place(3))),
        (7, "  - id: harbour", .doubledShop("harbour", at: place(7))),
        (
            7, "  - id: the market",
            .settingOutOfRange("id", allowed: "1 to 64 letters, digits, - _ or .", at: place(7))
        ),
        (9, "default_shop: markt", .unknownShop("markt", nearest: "market", at: place(9))),
        (9, "default_shop: airport", .unknownShop("airport", nearest: nil, at: place(9))),
        (
            10, "till: till 2",
            .settingOutOfRange("till", allowed: "1 to 64 letters, digits, - _ or .", at: place(10))
        ),
        (
            12, "  gift_months: 0",
            .settingOutOfRange("gift_months", allowed: "from 1 to 120", at: place(12))
        ),
        (
            12, "  gift_months: 121",
            .settingOutOfRange("gift_months", allowed: "from 1 to 120", at: place(12))
        ),
        (
            15, "  member_days: 3661",
            .settingOutOfRange("member_days", allowed: "from 1 to 3660", at: place(15))
        ),
        (
            15, "  member_days: 99999999999999999999",
            .settingOutOfRange("member_days", allowed: "from 1 to 3660", at: place(15))
        ),
        (
            12, "  gift_months: -1",
            .wrongType("gift_months", wanted: "a whole number", at: place(12))
        ),
        (
            12, "  gift_months: 36.0",
            .wrongType("gift_months", wanted: "a whole number", at: place(12))
        ),
        (
            12, "  gift_months: 0x24",
            .wrongType("gift_months", wanted: "a whole number", at: place(12))
        ),
        (
            12, "  gift_months: 012",
            .wrongType("gift_months", wanted: "a whole number", at: place(12))
        ),
        (
            12, "  gift_months: \"36\"",
            .wrongType("gift_months", wanted: "a whole number", at: place(12))
        ),
        (
            12, "  gift_months: three",
            .wrongType("gift_months", wanted: "a whole number", at: place(12))
        ),
        (16, "training: on", .wrongType("training", wanted: "yes or no", at: place(16))),
        (16, "training: \"yes\"", .wrongType("training", wanted: "yes or no", at: place(16))),
        (16, "training: 1", .wrongType("training", wanted: "yes or no", at: place(16))),
        (3, "currency: \"EUR", .notYAML(place(16), problem: "found unexpected end of stream")),
        (
            3, "\tcurrency: EUR",
            .notYAML(place(3), problem: "found a tab character that violates indentation")
        ),
    ]

    @Test(arguments: slips.indices)
    func `a slip is told with its line and the nearest right word`(index: Int) {
        let (line, text, error) = SettingsTests.slips[index]

        #expect(throws: error) { try read(line: line, as: text) }
    }

    @Test func `shops that are no list, or none, are refused`() {
        let wanted = "a list of shops, each after a dash"
        for text in ["shops: harbour", "shops: []", "shops: {id: a, name: b}", "shops:"] {
            let lines = SettingsTests.good.components(separatedBy: "\n")
            let yaml = (lines[..<3] + [text] + lines[8...]).joined(separator: "\n")
            #expect(
                throws: ConfigurationError.wrongType(
                    "shops", wanted: wanted, at: SettingsTests.place(4))
            ) { try Settings(yaml: yaml, file: "tessera.yaml") }
        }
    }

    @Test(arguments: ["", "# nothing\n", "--- \n", "just words", "- a\n- b\n"])
    func `a file that is no list of settings is refused`(text: String) {
        #expect(throws: ConfigurationError.self) { try Settings(yaml: text, file: "tessera.yaml") }
    }

    @Test func `a file nested beyond all measure is refused and not followed`() {
        let text = "issuer: " + String(repeating: "[", count: 200_000)

        #expect(throws: ConfigurationError.self) { try Settings(yaml: text, file: "tessera.yaml") }
    }
}
