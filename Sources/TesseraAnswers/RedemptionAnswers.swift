import TesseraLedger
import TesseraModel
import TesseraOperations

// Uses of vouchers as programs read them: looked at, taken, put aside, given back.

extension Appraisal {
    /// What the code is worth, as programs read it.
    package var value: JSONValue {
        .record(
            [
                ("code", .string("accepted")), ("entry", .string(entry.rawValue)),
                ("voucher", .string(voucher.position.voucherText)),
                ("kind", .string(voucher.terms.kind.name)),
                ("balance", voucher.terms.balanceValue(voucher.balance)),
                (
                    "available", holds.isEmpty ? nil : voucher.terms.balanceValue(available)
                ), ("holds", holds.isEmpty ? nil : .array(holds.map(holdValue))),
                ("name", profile.flatMap { $0.name.isEmpty ? nil : .string($0.name) }),
            ] + voucher.terms.fields + voucher.validity.fields)
    }

    private func holdValue(_ hold: Hold) -> JSONValue {
        .record(
            ("hold", .string(hold.operation.holdText)),
            ("held", voucher.terms.balanceValue(hold.amount)),
            ("until", .string(hold.until.rfc3339)))
    }
}

extension Redemption {
    /// The redemption as programs read it.
    package var value: JSONValue { .record(fields) }

    /// The redemption's members as programs read them.
    package var fields: [(String, JSONValue?)] {
        [
            ("code", .string("accepted")), ("redemption", .string(operation.redemptionText)),
            ("voucher", .string(position.voucherText)), ("kind", .string(terms.kind.name)),
            ("taken", terms.balanceValue(taken)), ("balance", terms.balanceValue(balance)),
            ("discount", discount.map(JSONValue.money)), ("shop", .string(use.shop.text)),
            ("till", .string(use.till.text)),
            ("operator", (use.operator?.text).map { .string($0) }),
            ("at", .string(use.time.rfc3339)),
            ("replayed", .bool(isReplay)),
        ]
    }
}

extension HeldUse {
    /// The hold as programs read it.
    package var value: JSONValue {
        .record(
            ("code", .string("held")), ("hold", .string(operation.holdText)),
            ("voucher", .string(position.voucherText)), ("kind", .string(terms.kind.name)),
            ("held", terms.balanceValue(amount)), ("available", terms.balanceValue(available)),
            ("discount", discount.map(JSONValue.money)), ("until", .string(until.rfc3339)),
            ("replayed", .bool(isReplay)))
    }
}

extension ReleasedHold {
    /// The end of the hold as programs read it.
    package var value: JSONValue {
        .record(
            ("code", .string("released")), ("hold", .string(hold.holdText)),
            ("voucher", .string(position.voucherText)), ("kind", .string(terms.kind.name)),
            ("released", terms.balanceValue(amount)),
            ("available", terms.balanceValue(available)), ("replayed", .bool(isReplay)))
    }
}

extension Reversal {
    /// The reversal's members as programs read them.
    package func fields(_ code: String) -> [(String, JSONValue?)] {
        [
            ("code", .string(code)), ("redemption", .string(redemption.redemptionText)),
            ("voucher", .string(position.voucherText)), ("kind", .string(terms.kind.name)),
            ("returned", terms.balanceValue(returned)), ("balance", terms.balanceValue(balance)),
            ("at", .string(time.rfc3339)), ("replayed", .bool(isReplay)),
        ]
    }
}

extension Undone {
    /// What was put back as programs read it, with the code for how.
    package func value(_ code: String) -> JSONValue {
        guard let basket else { return .record(reversals[0].fields(code)) }
        return .record(
            ("code", .string(code)), ("basket", .string(basket.redemptionText)),
            ("reversals", .array(reversals.map { .record($0.fields(code)) })))
    }
}

extension CoveredBasket {
    /// The basket as programs read it.
    package var value: JSONValue {
        .record(
            ("code", .string("accepted")), ("basket", .string(operation.redemptionText)),
            ("due", .money(due)),
            ("redemptions", .array(redemptions.map(\.value))), ("replayed", .bool(isReplay)))
    }
}
