import TesseraClaims
import TesseraLedger
import TesseraModel
import TesseraOperations

// Claims of tills that worked without a network, as programs read them.

extension ClaimVerdict {
    /// The verdict as programs read it, with bare numbers in the unit of the voucher's balance.
    package var fields: [(String, JSONValue?)] {
        [
            ("ruling", .string(ruling.rawValue)), ("paid", .integer(paid)),
            ("lost_by_issuer", .integer(lostByIssuer)),
            ("lost_by_acceptor", .integer(lostByAcceptor)), ("returned", .integer(returned)),
            ("balance", balance.map { .integer($0) }),
            ("discount", discount.map { .integer($0) }),
        ]
    }
}

extension Outcome {
    /// What became of acceptors, devices and claims, as programs read it.
    var partyFields: [(String, JSONValue?)] {
        switch self {
        case .claimed(let verdict): [("event", .string("claimed"))] + verdict.fields
        case .agreed(let version, _, _):
            [("event", .string("agreed")), ("version", .integer(Int64(version)))]
        case .paired(let epoch):
            [("event", .string("paired")), ("epoch", .integer(Int64(epoch)))]
        case .kit(let number): [("event", .string("kit")), ("number", .integer(number))]
        case .settled(let number):
            [("event", .string("settled")), ("number", .integer(Int64(number)))]
        default: [("event", .string("noted"))]
        }
    }
}

extension BookedOperation {
    /// A claim that somebody should look at, as programs read it.
    package var conflictFields: [(String, JSONValue?)] {
        guard let (claim, verdict) = claim else { return [] }
        var key: JSONValue?
        if case .forged(let id) = claim.finding { key = .integer(Int64(id.number)) }
        return [
            ("redemption", .string(operation.redemptionText)),
            ("device", .string(claim.device.text)),
            ("acceptor", (place?.shop?.text).map { .string($0) }),
            ("sequence", .integer(claim.sequence)),
            ("occurred_at", .string(claim.occurredAt.rfc3339)),
            ("booked_at", .string(time.rfc3339)),
            ("voucher", claim.position.map { .string($0.voucherText) }), ("key", key),
        ] + verdict.fields
    }
}

extension JudgedUpload {
    /// The answer as programs read it.
    package var value: JSONValue {
        .record(
            ("code", .string("judged")), ("device", .string(receipt.device.text)),
            ("records", .integer(Int64(receipt.items.count))),
            ("new", .integer(Int64(newCount))), ("through", .integer(receipt.through)),
            (
                "gaps",
                .array(
                    receipt.gaps.map {
                        .array([.integer($0.lowerBound), .integer($0.upperBound)])
                    })
            ), ("conflicts", .array(conflicts.map { .record($0.conflictFields) })))
    }
}
