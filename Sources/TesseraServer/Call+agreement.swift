import TesseraAnswers
import TesseraConfiguration
import TesseraModel
import TesseraOperations

// What the body says of an agreement.

extension Call {
    /// The agreement that the body describes, with what it leaves away as before.
    ///
    /// - Parameter known: What was agreed before; `nil` for nothing.
    /// - Returns: An agreement whose numbers are in range.
    /// - Throws: ``RequestError/unfit(at:wanted:)``; ``ModelError/period(first:last:)``.
    func agreement(insteadOf known: Agreement?) throws -> Agreement {
        let wish = body["agreement"] ?? .object([])
        var draft = AgreementDraft()
        draft.campaigns = wish["campaigns"]?.array?.compactMap {
            $0.integer.flatMap { CampaignNumber(exactly: $0) }
        }
        draft.acceptsGifts = wish["gifts"]?.bool
        draft.first = wish["first_day"]?.string.flatMap { Day(text: $0) }
        draft.last = wish["last_day"]?.string.flatMap { Day(text: $0) }
        if let code = wish["currency"]?.string {
            guard let currency = Currency(code: code) else {
                throw RequestError.unfit(
                    at: "/agreement/currency", wanted: "a currency in use, such as EUR")
            }
            draft.currency = currency
        }
        let currency = draft.currency ?? known?.currency ?? counter.settings.currency
        draft.feeBasisPoints = wish["fee_basis_points"]?.integer.map { Int($0) }
        draft.discountShareBasisPoints =
            wish["discount_share_basis_points"]?.integer.map { Int($0) }
        draft.usePrice = try wish.units("use_price", in: currency)
        draft.period = wish["period"]?.string.flatMap { Agreement.Period(rawValue: $0) }
        draft.bearer = wish["bearer"]?.string.flatMap { Agreement.Bearer(rawValue: $0) }
        draft.refunds = wish["refunds"]?.string.flatMap { Agreement.Refunds(rawValue: $0) }
        draft.perVoucher = try wish.units("offline_per_voucher", in: currency)
        draft.perDay = try wish.units("offline_per_day", in: currency)
        draft.usesPerDay = wish["offline_uses"]?.integer.map { Int($0) }
        draft.freshHours = wish["fresh_hours"]?.integer.map { Int($0) }
        draft.kitHours = wish["kit_hours"]?.integer.map { Int($0) }
        let made = try draft.agreement(
            known, currency: counter.settings.currency, today: today)
        guard let made else {
            throw RequestError.unfit(
                at: "/agreement/kit_hours", wanted: "as many hours as a kit is fresh, or more")
        }
        return made
    }
}

extension JSONValue {
    /// An amount of an agreement in its currency; `nil` where it was left away.
    fileprivate func units(
        _ name: String, in currency: Currency
    ) throws(RequestError) -> Int64? {
        guard let value = self[name] else { return nil }
        guard let amount = value["amount"]?.integer,
            (0...AmountText.largestMinorUnits).contains(amount)
        else {
            throw .unfit(
                at: "/agreement/\(name)/amount",
                wanted: "a whole number from 0 to \(AmountText.largestMinorUnits)")
        }
        guard value["currency"]?.string == currency.code else {
            throw .unfit(at: "/agreement/\(name)/currency", wanted: currency.code)
        }
        return amount
    }
}
