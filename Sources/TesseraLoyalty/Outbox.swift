import TesseraModel

/// All messages of a history; each effect that writes one makes exactly one.
///
/// - Source: M36, M41, M45, M46, M47; F39.
package struct Outbox: Hashable, Sendable {
    /// The messages in the order of their times, those of the same time by their names.
    package let messages: [OutgoingMessage]

    /// The messages of a history.
    ///
    /// A message is needless if an event of the member that it names happens after it was written
    /// and before it may be sent. What is a card's becomes the member's whose the card becomes.
    ///
    /// - Parameters:
    ///   - history: What happened, in any order; refused events write and cancel nothing.
    ///   - erased: Who was erased, by which operation and when; nothing is sent to them any more.
    package init(
        of history: [PastEvent], erased: [MemberNumber: OutgoingMessage.Cancellation] = [:]
    ) {
        let cards = MergedCards(in: history)
        let granted = history.granted
        let events = MemberEvents(granted, cards)
        var messages: [OutgoingMessage] = []
        for past in granted {
            for (index, grant) in past.decision.grants.enumerated() {
                guard case .notify(let card, let message, let notBefore) = grant.act else {
                    continue
                }
                let member = cards.owner(of: card)
                let needless = events.first(
                    of: member, among: message.unless, after: past.event.occurredAt,
                    before: notBefore)
                let gone = erased[member] ?? erased[card]
                messages.append(
                    OutgoingMessage(
                        id: "msg_\(past.event.operation.text)_\(index)", member: member,
                        template: message.template, writtenAt: past.event.occurredAt,
                        notBefore: notBefore,
                        cancelled: [needless, gone].compactMap { $0 }.min { $0.at < $1.at }))
            }
        }
        self.messages = messages.sorted { ($0.notBefore, $0.id) < ($1.notBefore, $1.id) }
    }

    /// The messages that may be sent at an instant, in the order of their times.
    package func due(at time: Timestamp) -> [OutgoingMessage] {
        messages.filter { $0.state(at: time) == .due }
    }
}

// When what happened to each member, so that a message looks only at its own.
private struct MemberEvents {
    private struct Key: Hashable {
        let member: MemberNumber
        let kind: EventKind
    }

    private var events: [Key: [OutgoingMessage.Cancellation]] = [:]

    init(_ history: [PastEvent], _ cards: MergedCards) {
        for past in history {
            guard let card = past.event.member else { continue }
            let key = Key(member: cards.owner(of: card), kind: past.event.kind)
            events[key, default: []].append(
                OutgoingMessage.Cancellation(
                    operation: past.event.operation, at: past.event.occurredAt))
        }
        for key in Array(events.keys) {
            events[key]?.sort { ($0.at, $0.operation) < ($1.at, $1.operation) }
        }
    }

    func first(
        of member: MemberNumber, among kinds: [EventKind], after start: Timestamp,
        before end: Timestamp
    ) -> OutgoingMessage.Cancellation? {
        kinds.compactMap { kind in
            next(in: events[Key(member: member, kind: kind)] ?? [], after: start)
        }
        .filter { $0.at < end }
        .min { ($0.at, $0.operation) < ($1.at, $1.operation) }
    }

    private func next(
        in events: [OutgoingMessage.Cancellation], after start: Timestamp
    ) -> OutgoingMessage.Cancellation? {
        var low = 0
        var high = events.count
        while low < high {
            let middle = (low + high) / 2
            if events[middle].at <= start { low = middle + 1 } else { high = middle }
        }
        return low < events.count ? events[low] : nil
    }
}
