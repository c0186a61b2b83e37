import TesseraLoyalty
import TesseraModel

// What a draft of the programme would have done, as programs read it.

extension ReplayOutcome {
    /// What was booked and what would have been, side by side.
    ///
    /// - Parameter currency: What paid sums and costs are in.
    /// - Returns: Figures of both sides and every operation whose cost differs.
    package func value(_ currency: Currency) -> JSONValue {
        .record(
            ("code", .string("replayed")),
            ("newly_accepted", .integer(Int64(newlyAccepted))),
            ("recorded", recorded.value(currency)),
            ("draft", draft.value(currency)),
            (
                "differences",
                .array(
                    differences.map { difference in
                        .record(
                            ("operation", .string("op_\(difference.operation.text)")),
                            ("member", (difference.member?.text).map { .string($0) }),
                            ("recorded", .integer(difference.recorded)),
                            ("draft", .integer(difference.draft)))
                    })
            ))
    }
}

extension ReplaySide {
    fileprivate func value(_ currency: Currency) -> JSONValue {
        .record(
            ("accepted", .integer(Int64(accepted))), ("refused", .integer(Int64(refused))),
            ("paid", .money(Money(minorUnits: paid, currency: currency))),
            ("cost", .money(Money(minorUnits: total.cost, currency: currency))),
            (
                "rules",
                .array(
                    rules.sorted { $0.key < $1.key }.map { name, figures in
                        .record(
                            ("rule", .string(name)), ("uses", .integer(Int64(figures.uses))),
                            ("cost", .integer(figures.cost)),
                            ("members", .integer(Int64(figures.members.count))),
                            ("credited", counts(figures.credited)),
                            ("vouchers", counts(figures.vouchers.mapValues(Int64.init))),
                            ("refusals", counts(figures.refusals.mapValues(Int64.init))))
                    })
            ))
    }

    private func counts(_ counts: [String: Int64]) -> JSONValue {
        .record(counts.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) })
    }
}
