import TesseraLedger
import TesseraModel

// What moved, as a journal has it: `{"amount":1200,"asset":"EUR","credit":"shop:harbour:clearing",
// "debit":"issuer:liability"}`. Both sides count the same asset, so it stands there once.

extension Transfer {
    var json: CanonicalJSON {
        .fields { fields in
            fields.put("amount", amount)
            fields.put("asset", debit.asset.journalText)
            fields.put("credit", credit.journalText)
            fields.put("debit", debit.journalText)
        }
    }

    init(json: CanonicalJSON) throws(RecordFault) {
        let fields = try FieldReader(json, named: "transfers")
        let asset = try fields.named("asset") { Account.Asset(journalText: $0) }
        let credit = try fields.named("credit") { Account(journalText: $0, asset: asset) }
        let debit = try fields.named("debit") { Account(journalText: $0, asset: asset) }
        let amount = try fields.integer("amount")
        guard amount > 0 else { throw .field("amount") }
        guard debit != credit else { throw .field("credit") }
        self.init(debit: debit, credit: credit, amount: amount)
    }
}

extension Account {
    /// Owner and purpose, `shop:harbour:clearing`.
    var journalText: String {
        switch owner {
        case .issuer: "issuer:\(purpose.rawValue)"
        case .shop(let shop): "shop:\(shop.text):\(purpose.rawValue)"
        case .campaign(let number): "campaign:\(number):\(purpose.rawValue)"
        case .member(let number): "member:\(number.number):\(purpose.rawValue)"
        }
    }

    init?(journalText text: String, asset: Asset) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard let last = parts.last, let purpose = Purpose(rawValue: last) else { return nil }
        let owner: Owner
        switch (parts[0], parts.count) {
        case ("issuer", 2): owner = .issuer
        case ("shop", 3):
            guard let shop = ShopID(parts[1]) else { return nil }
            owner = .shop(shop)
        case ("campaign", 3):
            guard let number = CampaignNumber(parts[1]) else { return nil }
            owner = .campaign(number)
        case ("member", 3):
            guard let number = UInt64(parts[1]), let member = MemberNumber(number) else {
                return nil
            }
            owner = .member(member)
        default: return nil
        }
        self.init(owner: owner, asset: asset, purpose: purpose)
    }
}

extension Account.Asset {
    /// `EUR`, `uses`, or the name of an asset.
    ///
    /// No asset is named like a currency or `uses`: ``AssetTerms`` sees to that.
    var journalText: String {
        switch self {
        case .currency(let currency): currency.code
        case .uses: "uses"
        case .named(let name): name
        }
    }

    init?(journalText text: String) {
        if text == "uses" {
            self = .uses
        } else if let currency = Currency(code: text) {
            self = .currency(currency)
        } else {
            guard let asset = AssetTerms(name: text, scale: 0, allowsDebt: false) else {
                return nil
            }
            self = .named(asset.name)
        }
    }
}
