import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraToken

/// Makes orders for the vouchers that rules grant.
struct IssuingDesk: Sendable {
    let keys: KeyStore
    let settings: Settings
    /// The most that one gift may hold, in minor units; `nil` for no end.
    var loadCap: Int64?

    /// The order for one voucher.
    ///
    /// - Parameters:
    ///   - terms: What the rule promises.
    ///   - campaign: The campaign that gives it.
    ///   - currency: The programme's currency.
    ///   - event: What happened; the end of its days is reckoned from then.
    ///   - holder: Whose it is; only that member may use it where the terms say so.
    ///   - today: The issuer's day by the ledger's clock.
    ///   - index: Which of the event's grants it is, so that each has a salt of its own.
    ///   - version: The version of the programme that grants it.
    /// - Returns: A batch of one.
    /// - Throws: ``TokenError`` when a value is out of range or no key may sign those days; a
    ///   configuration error when no key signs the kind; ``LedgerError/expired(last:)`` if it would
    ///   end before today.
    /// - Source: T7, T11; R6.
    func order(
        _ terms: IssueTerms, of campaign: Campaign, currency: Currency, for event: LoyaltyEvent,
        holder: MemberNumber?, today: Day, index: Int, version: Int
    ) throws -> BatchOrder {
        let promise = try promise(terms.promise, of: campaign, currency, event)
        if case .gift(let face) = promise.terms, let most = loadCap, face.minorUnits > most {
            throw LedgerError.loadCap(face, most: most)
        }
        let key = try keys.signingKey(for: promise.terms.kind, audience: .ownShops)
        let begin = settings.zone.day(at: event.occurredAt)
        var end = terms.lifetime.last(from: begin)
        // What was noticed too late to be of any use is good from when it is.
        if let over = end, over < today { end = terms.lifetime.last(from: today) }
        let last =
            end
            ?? settings.validity.lastDay(of: promise.terms.kind, from: today)
        guard let validity = ValidityPeriod(first: today, last: last) else {
            throw LedgerError.expired(last: last)
        }
        let salt = key.batchSalt(event.operation, index: index)
        // Made once here, so that a value out of range is found before anything is booked.
        _ = try TokenIssuer(key: key, validity: validity, terms: promise.terms, salt: salt)
        return BatchOrder(
            terms: promise.terms, uses: promise.uses, validity: validity, keyID: key.record.id,
            audience: .ownShops, count: 1, salt: salt, label: terms.label,
            holder: terms.isBound ? holder : nil, programme: version)
    }

    private func promise(
        _ promise: IssueTerms.Promise, of campaign: Campaign, _ currency: Currency,
        _ event: LoyaltyEvent
    ) throws -> (terms: Terms, uses: Int) {
        switch promise {
        case .gift(let amount):
            return (.gift(Money(minorUnits: amount, currency: currency)), 0)
        case .giftOfAmount:
            let amount = event.facts.amount ?? 0
            return (.gift(Money(minorUnits: amount, currency: currency)), 0)
        case .percent(let points, let minimum, let cap):
            guard let points = UInt16(exactly: points) else {
                throw TokenError.valueOutOfRange(.value)
            }
            return (
                .discount(
                    Discount(
                        campaign: campaign.number, reduction: .percent(basisPoints: points),
                        currency: currency, minimumSpend: minimum, cap: cap)), 1
            )
        case .amount(let amount, let minimum):
            return (
                .discount(
                    Discount(
                        campaign: campaign.number, reduction: .amount(minorUnits: amount),
                        currency: currency, minimumSpend: minimum)), 1
            )
        case .right(let uses):
            guard let count = UInt16(exactly: uses) else {
                throw TokenError.valueOutOfRange(.uses)
            }
            return (
                .entitlement(
                    Entitlement(
                        campaign: campaign.number, uses: count,
                        termsDigest: campaign.termsDigest)), uses
            )
        }
    }
}

extension Campaign {
    /// The first 6 bytes of SHA-256 of the terms as written: what the token of a right carries.
    ///
    /// - Source: T4, R6.
    package var termsDigest: UInt64 {
        Digest.sha256(Array(terms.utf8)).prefix(6).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
