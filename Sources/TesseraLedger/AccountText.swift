import TesseraModel

/// The texts under which an account is stored.
package enum AccountText {
    /// Owner, asset and purpose of an account.
    package static func texts(of account: Account) -> (
        owner: String, asset: String, purpose: String
    ) {
        let owner =
            switch account.owner {
            case .issuer: "issuer"
            case .shop(let shop): "shop:\(shop.text)"
            case .campaign(let number): "campaign:\(number)"
            case .member(let number): number.text
            }
        let asset =
            switch account.asset {
            case .currency(let currency): currency.code
            case .uses: "uses"
            case .named(let name): name
            }
        return (owner, asset, account.purpose.rawValue)
    }

    /// The account of three texts; `nil` if they are not an account's.
    package static func account(owner: String, asset: String, purpose: String) -> Account? {
        guard let purpose = Account.Purpose(rawValue: purpose) else { return nil }
        let counted: Account.Asset
        if asset == "uses" {
            counted = .uses
        } else {
            // Names of assets are in lower case, and none is a currency's code.
            counted = Currency(code: asset).map { .currency($0) } ?? .named(asset)
        }
        if owner == "issuer" { return Account(owner: .issuer, asset: counted, purpose: purpose) }
        if owner.hasPrefix("mem_") {
            return MemberNumber(text: owner).map {
                Account(owner: .member($0), asset: counted, purpose: purpose)
            }
        }
        let parts = owner.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "shop":
            guard let shop = ShopID(parts[1]) else { return nil }
            return Account(owner: .shop(shop), asset: counted, purpose: purpose)
        case "campaign":
            guard let number = CampaignNumber(parts[1]) else { return nil }
            return Account(owner: .campaign(number), asset: counted, purpose: purpose)
        default:
            return nil
        }
    }
}
