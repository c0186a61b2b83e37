import TesseraLoyalty
import TesseraModel

/// Events and decisions as short as a test wants them.
enum FoldSample {
    /// The instant of 22 November 2026, 10:00 UTC.
    static let ten = Timestamp(seconds: 1_795_341_600)

    /// The operation with a number.
    static func operation(_ number: UInt64) -> OperationID {
        OperationID(high: 0x019A_0000_0000_0000, low: number)
    }

    /// An instant so many seconds after ten o'clock.
    static func time(_ seconds: Int64) -> Timestamp { Timestamp(seconds: ten.seconds + seconds) }

    /// Facts that a closure fills in.
    static func facts(_ fill: (inout EventFacts) -> Void) -> EventFacts {
        var facts = EventFacts()
        fill(&facts)
        return facts
    }

    /// An event, so many seconds after ten o'clock.
    static func event(
        _ number: UInt64, _ kind: EventKind, of member: MemberNumber?, at seconds: Int64,
        _ fill: (inout EventFacts) -> Void = { _ in }
    ) -> LoyaltyEvent {
        LoyaltyEvent(
            operation: operation(number), kind: kind, member: member,
            occurredAt: time(seconds), facts: facts(fill))
    }

    /// A decision with some effects.
    static func decision(
        _ acts: [Grant.Act], refusals: [Refusal] = []
    ) -> Decision {
        Decision(
            programme: "harbour", version: 1, basket: nil,
            grants: acts.map { Grant(rule: "campaign/rule", act: $0) }, tallies: [],
            verdicts: [], receipt: [], refusals: refusals)
    }

    /// Why an event was refused, whatever it was.
    static let refusal = Refusal(code: "limit_member", needed: "1", actual: "2")

    /// An event with what was decided.
    static func past(
        _ event: LoyaltyEvent, _ acts: Grant.Act..., refusals: [Refusal] = []
    ) -> PastEvent {
        PastEvent(event: event, decision: decision(acts, refusals: refusals))
    }
}

/// Thirty-two bytes that depend on every byte before, and on nothing secret; stands in for SHA-256
/// where only the way of reckoning is shown.
func standIn(_ bytes: [UInt8]) -> [UInt8] {
    (1...4 as ClosedRange<UInt64>).flatMap { lane -> [UInt8] in
        var state = 0x9E37_79B9_7F4A_7C15 &* lane
        for byte in bytes {
            state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
            state ^= state >> 29
        }
        state = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        state = (state ^ state >> 27) &* 0x94D0_49BB_1331_11EB
        state ^= state >> 31
        return stride(from: UInt64(56), through: 0, by: -8).map { shift in
            UInt8(truncatingIfNeeded: state >> shift)
        }
    }
}
