import TesseraLedger
import TesseraModel

/// A judge that says what it was told to, after a look at the book.
struct ScriptedJudge: EventJudge {
    /// What is booked.
    var parts: [Wish] = []
    /// What is counted, unless the book says that it is full: then the event is refused.
    var tallies: [TallyChange] = []
    /// Of so many events of the member the next one is refused; `nil` for no end.
    var mostEvents: Int?

    func verdict<P: Paper>(
        on event: EventRecord, at place: Place?, of operation: OperationID, time: Timestamp,
        reading paper: inout P
    ) throws -> EventVerdict {
        for tally in tallies {
            let sum = try paper.tally(tally.key) + tally.amount
            guard sum >= 0, sum <= tally.most ?? .max else {
                return .refused([
                    Refusal(
                        code: "limit_all", needed: "\(tally.most ?? 0)", actual: "\(sum)")
                ])
            }
        }
        var earlier = 0
        if let number = event.member, let member = try paper.member(number) {
            earlier = try paper.events(of: member.card).count
        }
        if let mostEvents, earlier >= mostEvents {
            return .refused([Refusal(code: "too_often", needed: "", actual: "\(earlier)")])
        }
        let version = try paper.lastPublication()?.outcome
        return .granted(
            parts: parts, tallies: tallies,
            account: "{\"earlier\":\(earlier),\"version\":\"\(version.map { "\($0)" } ?? "")\"}")
    }
}
