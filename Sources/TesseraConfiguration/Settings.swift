import TesseraLedger
import TesseraModel

/// What the shop decided: the content of `tessera.yaml` in the data folder, checked.
package struct Settings: Hashable, Sendable {
    /// The name customers know the issuer by, 1…100 characters.
    package let issuerName: String
    /// The zone in which the issuer's days begin and end: T6.
    package let zone: IssuerZone
    /// The currency of amounts that name none.
    package let currency: Currency
    /// The issuer's own shops in the order of the file, at least one, no id twice.
    package let shops: [Shop]
    /// The shop meant where none is named; one of ``shops``.
    package let defaultShop: ShopID
    /// The name of the till at this machine.
    package let till: TillID
    /// The address of the database that the book is in; `nil` for a file in the data folder.
    package let ledger: String?
    /// What the file says about the service; empty where it says nothing.
    package let service: [ServiceSettings.Line]
    /// How long vouchers and cards are good where nobody says otherwise.
    package let validity: DefaultValidity
    /// What members may hold besides vouchers, at least one, no name twice.
    package let assets: [AssetTerms]
    /// What the shop looks like on its pages; the issuer's name in our colours if not said.
    package let brand: Brand
    /// Passwords that nobody takes because others know them; `nil` for the few that the program
    /// knows.
    package let refusedPasswords: RefusedPasswords?
    /// Returns whether this is a place to practise: its keys are worth nothing at a live till.
    package let isTraining: Bool

    /// One of the issuer's own shops.
    package struct Shop: Hashable, Sendable {
        /// The name in commands and in the book, `harbour`.
        package let id: ShopID
        /// The name people read, 1…100 characters.
        package let name: String

        /// A shop with an id and a name.
        package init(id: ShopID, name: String) {
            self.id = id
            self.name = name
        }
    }

    /// How long things are good that are issued without an end.
    package struct DefaultValidity: Hashable, Sendable {
        /// Stored value, in months, 1…120.
        package let giftMonths: Int
        /// Discounts, in months, 1…120.
        package let discountMonths: Int
        /// Entitlements, in months, 1…120.
        package let entitlementMonths: Int
        /// Members' cards, in days, 1…3 660.
        package let memberDays: Int

        /// Months and days within their ranges.
        package init(
            giftMonths: Int, discountMonths: Int, entitlementMonths: Int, memberDays: Int
        ) {
            self.giftMonths = giftMonths
            self.discountMonths = discountMonths
            self.entitlementMonths = entitlementMonths
            self.memberDays = memberDays
        }

        /// What a new data folder begins with: three years, three months, one year, ten years.
        package static let shipped = DefaultValidity(
            giftMonths: 36, discountMonths: 3, entitlementMonths: 12, memberDays: 3_650)

        /// The last day of something issued on a day.
        ///
        /// A month later is the day before the same day of the next month, so that a year from
        /// 22 November ends on 21 November.
        package func lastDay(of kind: TokenKind, from first: Day) -> Day {
            switch kind {
            case .member: first.advanced(by: memberDays)
            case .gift: first.advanced(byMonths: giftMonths).advanced(by: -1)
            case .discount: first.advanced(byMonths: discountMonths).advanced(by: -1)
            case .entitlement: first.advanced(byMonths: entitlementMonths).advanced(by: -1)
            }
        }
    }

    /// The name of the file in the data folder.
    package static let fileName = "tessera.yaml"

    /// The shop with an id, `nil` if there is none.
    package func shop(_ id: ShopID) -> Shop? { shops.first { $0.id == id } }

    /// The asset with a name.
    ///
    /// - Throws: ``ConfigurationError/unknownAsset(_:nearest:)``.
    package func asset(named name: String) throws(ConfigurationError) -> AssetTerms {
        guard let asset = assets.first(where: { $0.name == name }) else {
            let nearest = Spelling.nearest(to: name, in: assets.map(\.name))
            throw .unknownAsset(name, nearest: nearest)
        }
        return asset
    }

    /// What members may hold where the file does not say: whole points, none owed.
    package static let shippedAssets: [AssetTerms] = {
        guard let points = AssetTerms(name: "points", scale: 0, allowsDebt: false) else {
            preconditionFailure("points are an asset")
        }
        return [points]
    }()
}
