import TesseraLedger
import TesseraModel
import TesseraOperations

// Vouchers and batches of them, as programs read them.

extension VoucherState {
    /// The voucher as programs read it.
    package var value: JSONValue { .record(fields) }

    /// The voucher's members as programs read them.
    package var fields: [(String, JSONValue?)] {
        [
            ("voucher", .string(position.voucherText)),
            ("kind", .string(terms.kind.name)), ("batch", .string(batch.text)),
            ("standing", .string(standing.name)),
            ("balance", terms.balanceValue(balance)),
        ] + terms.fields + validity.fields
    }

    /// The voucher with what its batch says of it and its story, as programs read them.
    ///
    /// - Parameters:
    ///   - batch: The batch that it belongs to.
    ///   - booked: All that was booked on it, oldest first.
    /// - Returns: The voucher's own fields, then the batch's, then the story.
    package func value(of batch: Batch, booked: [BookedOperation]) -> JSONValue {
        .record(
            fields + [
                ("label", batch.order.label.isEmpty ? nil : .string(batch.order.label)),
                ("key", .integer(Int64(batch.order.keyID.number))), ("story", booked.value),
            ])
    }

    /// The voucher after the office changed it, as programs read it.
    ///
    /// - Parameters:
    ///   - code: The word for what was done, in `snake_case`.
    ///   - codes: Its codes, where the change made them others.
    ///   - operation: The operation that did it.
    /// - Returns: The voucher's own fields, its codes if there are any, and the operation.
    package func value(
        _ code: String, codes: IssuedVoucher?, operation: OperationID
    ) -> JSONValue {
        .record(
            [("code", .string(code))] + fields + (codes?.fields ?? [])
                + [("operation", .string("op_\(operation.text)"))])
    }

    /// The voucher as an export has it.
    package var exported: [(String, JSONValue?)] {
        var blockedAt: Timestamp?
        var reason: String?
        if case .blocked(let time, let why) = standing { (blockedAt, reason) = (time, why) }
        return [
            ("voucher", .string(position.voucherText)), ("batch", .string(batch.text)),
            ("standing", .string(standing.name)),
            ("blocked_at", blockedAt.map { .string($0.rfc3339) }),
            ("reason", reason.map { .string($0) }), ("face_value", .integer(faceValue)),
            ("balance", .integer(balance)),
        ] + validity.fields + [
            ("last_used_at", lastUse.map { .string($0.time.rfc3339) }),
            ("last_used_shop", lastUse.map { .string($0.shop.text) }),
            ("last_used_till", lastUse.map { .string($0.till.text) }),
            ("last_used_operator", (lastUse?.operator?.text).map { .string($0) }),
        ]
    }
}

extension Batch {
    /// The batch as programs read it, without its salt.
    package var fields: [(String, JSONValue?)] {
        [
            ("batch", .string(id.text)), ("first", .string(first.voucherText)),
            ("count", .integer(Int64(order.count))), ("kind", .string(order.terms.kind.name)),
        ] + order.terms.fields + order.validity.fields + [
            ("uses", order.terms.kind == .discount ? .integer(Int64(order.uses)) : nil),
            ("key", .integer(Int64(order.keyID.number))),
            ("activation", .string(order.activation.rawValue)),
            ("label", order.label.isEmpty ? nil : .string(order.label)),
            ("operation", .string("op_\(operation.text)")),
            ("issued_at", .string(issuedAt.rfc3339)),
        ]
    }

    /// A voucher of the batch, just issued, with its codes.
    package func value(of voucher: IssuedVoucher) -> JSONValue {
        .record(
            [
                ("code", .string("issued")),
                ("voucher", .string(voucher.position.voucherText)),
                ("kind", .string(order.terms.kind.name)), ("batch", .string(id.text)),
            ] + voucher.fields + order.terms.fields + order.validity.fields + [
                ("uses", order.terms.kind == .discount ? .integer(Int64(order.uses)) : nil),
                ("activation", .string(order.activation.rawValue)),
                ("label", order.label.isEmpty ? nil : .string(order.label)),
                ("operation", .string("op_\(operation.text)")),
                ("issued_at", .string(issuedAt.rfc3339)),
            ])
    }
}

extension IssuedVoucher {
    /// The codes as programs read them.
    package var fields: [(String, JSONValue?)] {
        [("token", .string(token)), ("typed_code", .string(typedCode))]
    }
}

extension Reissue {
    /// The voucher that was made in the place of another, as programs read it.
    package var value: JSONValue {
        .record(
            [
                ("code", .string("reissued")), ("voucher", .string(new.position.voucherText)),
                ("replaces", .string(old.voucherText)),
            ] + new.fields + terms.fields + validity.fields + [("replayed", .bool(isReplay))])
    }
}
