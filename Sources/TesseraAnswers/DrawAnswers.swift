import TesseraLoyalty
import TesseraModel
import TesseraOperations

// Draws as programs read them.

extension DrawStanding {
    /// The draw as programs read it.
    package var value: JSONValue {
        .record(
            ("draw", .string(terms.name)), ("state", .string(state.rawValue)),
            ("last_day", .string(lastDay.text)), ("closes_at", .string(closesAt.rfc3339)),
            ("tickets", .integer(validTickets)), ("last_ticket", .integer(closed.tickets)),
            ("winners", .integer(Int64(terms.winners))),
            ("campaign", .string(campaign.id)),
            ("seed_digest", .string(commitment.seedDigest.text)))
    }
}

extension DrawStanding {
    /// What is published once no more tickets count.
    package var closedValue: JSONValue {
        .record(
            ("code", .string("closed")), ("draw", .string(terms.name)),
            ("closed_at", .string(closesAt.rfc3339)), ("tickets", .integer(closed.tickets)),
            ("void", .integer(closed.tickets - validTickets)),
            ("root", .string(closed.root.text)),
            ("seed_digest", .string(commitment.seedDigest.text)))
    }
}

extension DrawnDraw {
    /// The same for programs.
    package var value: JSONValue {
        let winners = record.result?.winners ?? []
        return .record(
            ("code", .string("drawn")), ("draw", .string(record.commitment.draw)),
            ("tickets", .integer(record.closed.tickets)),
            ("root", .string(record.closed.root.text)),
            ("seed", (record.result?.seed.text).map { .string($0) }),
            (
                "winners",
                .array(
                    zip(winners, prizes).map { winner, prize in
                        .record(
                            ("place", .integer(Int64(winner.place))),
                            ("ticket", .integer(winner.ticket)),
                            ("member", .string(winner.member.text)),
                            ("holder", (prize.holder?.text).map { .string($0) }),
                            ("voucher", .string(prize.issued.position.voucherText)),
                            ("token", .string(prize.issued.token)),
                            ("typed_code", .string(prize.issued.typedCode)))
                    })
            ), ("unfilled", .integer(Int64(record.result?.unfilled ?? 0))),
            ("replayed", .bool(isReplay)))
    }
}
