import TesseraAnswers
import TesseraClaims
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises
import TesseraToken

/// A demo shop with somebody of every role, a partner, and something to scan.
///
/// Every start gives new passwords: nothing of a demo is a secret for long, and nobody keeps one.
struct DemoShop: Sendable {
    /// Somebody who works there.
    struct Person: Sendable {
        let name: String
        let role: OperatorRole
        /// Where; `nil` for everywhere.
        let place: String?
        /// What it does, for the sheet.
        let about: String
    }

    /// What one of them signs in with.
    struct Login: Sendable {
        let person: Person
        let password: String
        let pin: String
    }

    /// Something to scan.
    struct Card: Sendable {
        let title: String
        let about: String
        let token: String
        let typedCode: String
    }

    static let people = [
        Person(name: "cashier-1", role: .cashier, place: "harbour", about: "/cashier"),
        Person(name: "lead-1", role: .supervisor, place: "harbour", about: "/cashier, puts back"),
        Person(name: "partner-1", role: .partner, place: partner, about: "/cashier, for the café"),
        Person(name: "office-1", role: .admin, place: nil, about: "/admin"),
        Person(name: "auditor-1", role: .auditor, place: nil, about: "/admin, looks only"),
    ]
    /// Where PINs are typed.
    static let device = "till-7"
    /// Who takes vouchers without a network.
    static let partner = "cafe-luna"
    /// The partner's, which becomes a till by the code on the sheet.
    static let tablet = "tablet-1"
    /// Names the pairing at every start: a tablet that was paired once stays so.
    private static let pairsTablet = OperationID(high: 0, low: 1)

    let counter: Counter

    /// Makes people and places that are not there yet, and gives everybody a new password and PIN.
    ///
    /// - Throws: ``CLIError/usage(_:hint:)`` in a shop that is not for training; infrastructure
    ///   errors.
    func admitPeople() async throws -> [Login] {
        guard counter.settings.isTraining else {
            throw CLIError.usage(
                "--demo is for a place to practise, and this shop is live.",
                hint: "Leave --demo away, or name a folder for a demo shop with --data.")
        }
        try await admitPlaces()
        var logins: [Login] = []
        for person in DemoShop.people {
            let id = try OperatorID.named(person.name)
            let terms = OperatorTerms(
                id: id, role: person.role, acceptor: try person.place.map(ShopID.named))
            _ = try await counter.appoint(terms, operation: try counter.newOperation())
            let login = Login(person: person, password: try password(), pin: try pin())
            try await counter.setPassword(login.password, of: id, by: .terminal)
            try await counter.setPIN(login.pin, of: id, by: .terminal)
            logins.append(login)
        }
        return logins
    }

    private func admitPlaces() async throws {
        let known = try await counter.register().acceptors.map(\.id.text)
        if !known.contains(DemoShop.partner) {
            _ = try await counter.admitPartner(
                try place(DemoShop.partner, "Café Luna", isPartner: true), .hmac,
                operation: try counter.newOperation())
        }
        guard let own = counter.settings.shops.first, !known.contains(own.id.text) else { return }
        _ = try await counter.agreeAnew(
            try place(own.id.text, own.name, isPartner: false),
            operation: try counter.newOperation())
        _ = try await counter.pairTill(
            try TillID.named(DemoShop.device), at: own.id, operation: try counter.newOperation())
    }

    private func place(_ id: String, _ name: String, isPartner: Bool) throws -> AcceptorTerms {
        var draft = AgreementDraft()
        (draft.perVoucher, draft.perDay, draft.usesPerDay) = (5_000, 50_000, 50)
        guard
            let agreement = try draft.agreement(
                nil, currency: counter.settings.currency, today: counter.today)
        else { preconditionFailure("these limits are within their ranges") }
        return AcceptorTerms(
            id: try ShopID.named(id), name: name, isPartner: isPartner, groups: [],
            agreement: agreement)
    }

    // Five bytes are eight signs, so two of these are more than anybody tries.
    private func password() throws -> String {
        let signs = Array("abcdefghjkmnpqrstuvwxyz23456789")
        let word = try counter.chance.bytes(12).map { signs[Int($0) % signs.count] }
        return "demo-" + String(word.prefix(6)) + "-" + String(word.suffix(6))
    }

    private func pin() throws -> String {
        let digits = try counter.chance.bytes(5).map { String(Int($0) % 10) }.joined()
        // Neither counting up or down nor all the same, whatever chance gives.
        return digits + (digits.hasSuffix("7") ? "2" : "7") + "0"
    }
}

extension DemoShop {
    /// Pairs the partner's tablet, the first time that this is asked.
    ///
    /// - Returns: The text of its pairing code, the same each time.
    /// - Throws: What pairing throws.
    func pairTablet() async throws -> String {
        let till = try await counter.pairTill(
            try TillID.named(DemoShop.tablet), at: try ShopID.named(DemoShop.partner),
            operation: DemoShop.pairsTablet)
        return PairingFile.text(of: till.pairing)
    }

    /// Issues what the partner takes.
    ///
    /// - Throws: What issuing throws.
    func issuePartnerCards() async throws -> [Card] {
        let (today, currency) = (counter.today, counter.settings.currency)
        guard let year = ValidityPeriod(first: today, last: today.advanced(by: 365)) else {
            preconditionFailure("a year is a period")
        }
        let money = Money(minorUnits: 30 * currency.minorUnitsPerUnit, currency: currency)
        let coffee = Terms.entitlement(Entitlement(campaign: 1, uses: 1, termsDigest: 0))
        var cards: [Card] = []
        for (title, about, terms) in [
            ("Gift card", money.shown, Terms.gift(money)), ("Coffee", "one use", coffee),
        ] {
            let wish = VoucherWish(
                terms: terms, validity: year, count: 1,
                acceptor: try ShopID.named(DemoShop.partner))
            let batch = try await counter.issue([wish], operation: try counter.newOperation())[0]
            cards.append(try await card(title, about, batch.first))
        }
        return cards
    }

    /// Issues what is on the sheet.
    ///
    /// - Throws: What issuing throws.
    func issueCards() async throws -> [Card] {
        let today = counter.today
        let (currency, year) = (counter.settings.currency, today.advanced(by: 365))
        guard let good = ValidityPeriod(first: today, last: year),
            let later = ValidityPeriod(first: today.advanced(by: 1), last: year)
        else { preconditionFailure("a year is a period") }
        let unit = currency.minorUnitsPerUnit
        let coffee = Terms.entitlement(Entitlement(campaign: 1, uses: 1, termsDigest: 0))
        let coupon = Terms.discount(
            Discount(
                campaign: 1, reduction: .percent(basisPoints: 1_500), currency: currency))
        func gift(_ units: Int64) -> Terms {
            .gift(Money(minorUnits: units * unit, currency: currency))
        }
        let member = try await counter.enrol(
            Profile(name: "Ana Popescu", contact: ""), tier: 1, validity: good,
            operation: try counter.newOperation())
        var cards = [try await card("Member card", "Ana Popescu", member.card)]
        let wishes: [(String, String, Terms, ValidityPeriod, Activation)] = [
            (
                "Gift card", "\(Money(minorUnits: 50 * unit, currency: currency).shown)", gift(50),
                good, .atIssue
            ),
            (
                "Gift card", "\(Money(minorUnits: 20 * unit, currency: currency).shown)", gift(20),
                good, .atIssue
            ),
            ("Gift card, not sold yet", "sell it first", gift(25), good, .whenSold),
            ("Coffee", "one use", coffee, good, .atIssue),
            ("Coupon", "15 % off", coupon, good, .atIssue),
            ("Coffee", "not good before tomorrow", coffee, later, .atIssue),
        ]
        for (title, about, terms, validity, activation) in wishes {
            let wish = VoucherWish(
                terms: terms, validity: validity, count: 1, activation: activation)
            let batch = try await counter.issue([wish], operation: try counter.newOperation())[0]
            cards.append(try await card(title, about, batch.first))
        }
        return cards + [forged(cards[1])]
    }

    private func card(
        _ title: String, _ about: String, _ position: VoucherPosition
    ) async throws -> Card {
        let issued = try await counter.issued(position)
        return Card(title: title, about: about, token: issued.token, typedCode: issued.typedCode)
    }

    // Another sign in the middle of the tag: it reads well, and nobody of ours wrote it.
    private func forged(_ card: Card) -> Card {
        var signs = Array(card.token)
        let index = signs.count - 8
        signs[index] = signs[index] == "7" ? "8" : "7"
        return Card(
            title: "Gift card, forged", about: "not genuine", token: String(signs), typedCode: "")
    }
}
