import TesseraLedger
import TesseraModel
import Yams

extension Settings {
    /// The size beyond which a file holds no settings, in bytes.
    package static let mostByteCount = 256 << 10

    /// Reads the file at a path.
    ///
    /// - Throws: What can be wrong with files, and with settings as ``init(yaml:file:)`` finds it.
    package static func read(_ path: String) throws(ConfigurationError) -> Settings {
        let bytes = try OpenFile(path: path).contents(mostByteCount: mostByteCount)
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notText(path) }
        return try Settings(yaml: text, file: path)
    }

    /// Reads the text of a file, strictly: what is not understood is an error, never passed over.
    ///
    /// - Parameters:
    ///   - yaml: The text.
    ///   - file: The file's path, for messages.
    /// - Throws: ``ConfigurationError/notYAML(_:problem:)``,
    ///   ``ConfigurationError/unknownSetting(_:nearest:at:)``,
    ///   ``ConfigurationError/missingSetting(_:at:)``,
    ///   ``ConfigurationError/doubledSetting(_:at:)``,
    ///   ``ConfigurationError/wrongType(_:wanted:at:)``,
    ///   ``ConfigurationError/settingOutOfRange(_:allowed:at:)``,
    ///   ``ConfigurationError/unknownCurrency(_:nearest:at:)``,
    ///   ``ConfigurationError/unknownZone(_:nearest:at:)``,
    ///   ``ConfigurationError/doubledShop(_:at:)``, ``ConfigurationError/doubledAsset(_:at:)``,
    ///   ``ConfigurationError/unknownShop(_:nearest:at:)``.
    package init(yaml: String, file: String) throws(ConfigurationError) {
        // Some editors begin a file with a byte order mark, which the parser takes for text.
        let text =
            yaml.unicodeScalars.first == "\u{FEFF}"
            ? yaml.unicodeScalars.dropFirst() : yaml.unicodeScalars[...]
        let top = try SettingsNode.root(of: String(text), file: file).section([
            "issuer", "time_zone", "currency", "shops", "default_shop", "till", "validity",
            "assets", "ledger", "service", "brand", "refused_passwords", "training",
        ])
        issuerName = try top.value("issuer").spokenName()
        zone = try top.value("time_zone").zone()
        currency = try top.value("currency").currency()
        shops = try Settings.shops(top.value("shops"))
        defaultShop = try top.value("default_shop").shop(of: shops)
        till = try top.value("till").identifier()
        validity = try Settings.validity(top.value("validity"))
        assets = try top.optional("assets").map(Settings.assets) ?? Settings.shippedAssets
        ledger = try top.optional("ledger")
            .map { node throws(ConfigurationError) in
                try node.text(wanted: "an address such as postgres://tessera@localhost/tessera")
            }
        service = try top.optional("service").map(Settings.service) ?? []
        brand = try Brand(top.optional("brand"), issuerName: issuerName)
        refusedPasswords = try top.optional("refused_passwords")
            .map { node throws(ConfigurationError) in
                RefusedPasswords(
                    path: node.place.path(
                        of: try node.text(wanted: "the path of a list of passwords")))
            }
        isTraining = try top.value("training").yesOrNo()
    }

    // Lists of addresses are written with commas, so every value is one text.
    private static func service(
        _ node: SettingsNode
    ) throws(ConfigurationError) -> [ServiceSettings.Line] {
        let section = try node.section(ServiceSettings.Key.allCases.map(\.rawValue))
        var lines: [ServiceSettings.Line] = []
        for key in ServiceSettings.Key.allCases {
            guard let value = section.optional(key.rawValue) else { continue }
            lines.append(
                ServiceSettings.Line(
                    key: key, text: try value.text(wanted: key.allowed), place: value.place))
        }
        return lines
    }

    private static func shops(_ node: SettingsNode) throws(ConfigurationError) -> [Shop] {
        var shops: [Shop] = []
        for item in try node.list(of: "shops") {
            let section = try item.section(["id", "name"])
            let idNode = try section.value("id")
            let id: ShopID = try idNode.identifier()
            guard !shops.contains(where: { $0.id == id }) else {
                throw .doubledShop(id.text, at: idNode.place)
            }
            shops.append(Shop(id: id, name: try section.value("name").spokenName()))
        }
        return shops
    }

    private static func assets(_ node: SettingsNode) throws(ConfigurationError) -> [AssetTerms] {
        var assets: [AssetTerms] = []
        for item in try node.list(of: "assets") {
            let section = try item.section(["name", "scale", "debt"])
            let nameNode = try section.value("name")
            let name = try nameNode.text(wanted: "a name such as points")
            let scale = try section.value("scale").number(in: 0...6)
            let allowsDebt = try section.value("debt").yesOrNo()
            guard let asset = AssetTerms(name: name, scale: scale, allowsDebt: allowsDebt) else {
                throw .settingOutOfRange(
                    "name",
                    allowed: "1 to 16 small letters, digits and hyphens, and no currency",
                    at: nameNode.place)
            }
            guard !assets.contains(where: { $0.name == name }) else {
                throw .doubledAsset(name, at: nameNode.place)
            }
            assets.append(asset)
        }
        return assets
    }

    private static func validity(
        _ node: SettingsNode
    ) throws(ConfigurationError) -> DefaultValidity {
        let section = try node.section([
            "gift_months", "discount_months", "entitlement_months", "member_days",
        ])
        return DefaultValidity(
            giftMonths: try section.value("gift_months").number(in: 1...120),
            discountMonths: try section.value("discount_months").number(in: 1...120),
            entitlementMonths: try section.value("entitlement_months").number(in: 1...120),
            memberDays: try section.value("member_days")
                .number(in: 1...ValidityPeriod.longestDayCount))
    }
}

extension SettingsNode {
    fileprivate func zone() throws(ConfigurationError) -> IssuerZone {
        let name = try text(wanted: "a time zone such as Europe/Bucharest")
        do {
            return try IssuerZone.named(name)
        } catch .unknownZone(let name, let nearest, _) {
            throw .unknownZone(name, nearest: nearest, at: place)
        } catch {
            throw error
        }
    }

    fileprivate func currency() throws(ConfigurationError) -> Currency {
        let code = try text(wanted: "a currency's three letters such as EUR")
        // In the file the code stands as it is printed, so that a search finds every use of it.
        guard let currency = Currency(code: code), currency.code == code else {
            let nearest = Spelling.nearest(to: code, in: Currency.all.map(\.code))
            throw .unknownCurrency(code, nearest: nearest, at: place)
        }
        return currency
    }

    fileprivate func shop(of shops: [Settings.Shop]) throws(ConfigurationError) -> ShopID {
        let id: ShopID = try identifier()
        guard shops.contains(where: { $0.id == id }) else {
            let nearest = Spelling.nearest(to: id.text, in: shops.map(\.id.text))
            throw .unknownShop(id.text, nearest: nearest, at: place)
        }
        return id
    }

    fileprivate func identifier<Kind>() throws(ConfigurationError) -> Identifier<Kind> {
        let wanted = "1 to 64 letters, digits, - _ or ."
        guard let id = Identifier<Kind>(try text(wanted: wanted)) else {
            throw .settingOutOfRange(name, allowed: wanted, at: place)
        }
        return id
    }

    /// A name people read: one line of 1…100 characters.
    func spokenName() throws(ConfigurationError) -> String {
        let text = try text(wanted: "a name")
        guard text.isSpokenName else {
            throw .settingOutOfRange(name, allowed: "one line of 1 to 100 characters", at: place)
        }
        return text
    }
}
