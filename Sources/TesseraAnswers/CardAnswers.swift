import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraOperations

// Cards as their holders' pages read them, and the links that open them.

extension CardLink {
    /// The link as programs read it.
    ///
    /// - Parameter code: The word for what was done, in `snake_case`.
    /// - Returns: The card, the link with its secret, and when it was made.
    package func value(_ code: String) -> JSONValue {
        .record(
            ("code", .string(code)), ("card", .string(subject.text)), ("link", .string(path)),
            ("secret", .string(text)), ("created_at", .string(createdAt.rfc3339)))
    }
}

extension HandedOnCard {
    /// The new link as programs read it, the same each time.
    package var value: JSONValue {
        .record(
            ("code", .string("handed_on")), ("card", .string(link.subject.text)),
            ("link", .string(link.path)), ("secret", .string(link.text)))
    }
}

extension OpenedCard {
    /// All that the holder sees, as the page reads it.
    package var value: JSONValue {
        let terms = voucher.terms
        return .record(
            [
                ("code", .string("card")), ("card", .string(subject.text)),
                ("kind", .string(terms.kind.name)), ("as_of", .string(time.rfc3339)),
                ("name", name.map { .string($0) }),
                ("standing", .string(voucher.standing.name)),
            ] + codes.fields + voucher.validity.fields
                + [
                    ("live_key", liveKey.map { .string($0) }),
                    ("amount", terms.amountValue), ("percent", terms.percentValue),
                    ("face", terms.balanceValue(voucher.faceValue)),
                    ("balance", terms.balanceValue(voucher.balance)),
                    ("refused", failures.isEmpty ? nil : .array(failures.map(\.value))),
                    ("holdings", .array(holdings.map(\.value))),
                    ("movements", .array(movements.map(\.value))),
                    ("benefits", .array(benefits.map { $0.voucher.benefit($0.codes) })),
                ] + (standing?.standingFields ?? []) + [
                    ("places", .array(places.map(\.value))),
                    ("gift", gift.map { .record(("message", .string($0.message))) }),
                    ("may_be_given", .bool(mayBeGiven)),
                ])
    }
}

extension LedgerError {
    /// Why a card cannot be used, as the page reads it.
    fileprivate var value: JSONValue {
        .record(("code", .string(code)), ("message", .string(message)))
    }
}

extension CardMovement {
    fileprivate var value: JSONValue {
        .record(
            ("at", .string(time.rfc3339)), ("what", .string(what)),
            ("asset", asset.map { .string($0.name) }),
            ("scale", asset.map { .integer(Int64($0.scale)) }), ("units", .integer(units)),
            ("balance", .integer(balance)), ("place", place.map { .string($0) }),
            ("reason", reason.map { .string($0) }))
    }
}

extension CardPlace {
    fileprivate var value: JSONValue {
        .record(("name", .string(name)), ("partner", .bool(isPartner)))
    }
}

extension VoucherState {
    fileprivate func benefit(_ codes: IssuedVoucher) -> JSONValue {
        .record(
            [
                ("voucher", .string(position.voucherText)), ("kind", .string(terms.kind.name)),
                ("amount", terms.amountValue), ("percent", terms.percentValue),
                ("balance", terms.balanceValue(balance)),
            ] + codes.fields + validity.fields)
    }
}

extension Terms {
    // What a basket becomes cheaper by, where that is an amount.
    fileprivate var amountValue: JSONValue? {
        guard case .discount(let discount) = self, case .amount(let units) = discount.reduction
        else { return nil }
        return .money(Money(minorUnits: units, currency: discount.currency))
    }

    // Basis points off a basket.
    fileprivate var percentValue: JSONValue? {
        guard case .discount(let discount) = self,
            case .percent(let points) = discount.reduction
        else { return nil }
        return .integer(Int64(points))
    }
}
