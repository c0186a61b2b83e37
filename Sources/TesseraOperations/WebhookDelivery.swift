import TesseraLedger
import TesseraModel

/// One piece of news on its way to one endpoint.
package struct WebhookDelivery: Hashable, Sendable, Codable {
    /// How long a delivery is kept.
    package static let keptMilliseconds: Int64 = 30 * 86_400_000
    /// How many tries are remembered; the schedule has ten, and it can be sent again.
    package static let mostAttempts = 20

    /// How far it is.
    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// It will be tried, or tried again.
        case pending
        /// The receiver has it.
        case delivered
        /// It will not be tried again by itself.
        case failed
    }

    /// A try and what came of it.
    package struct Attempt: Hashable, Sendable, Codable {
        /// When.
        package let at: Timestamp
        /// The answer's status; `nil` for no answer.
        package let status: Int?
        /// Why there was no answer; `nil` if there was one.
        package let fault: WebhookFault?
    }

    /// Its name among those of its endpoint: the number in the journal, or a name of a try.
    package let key: String
    /// The message's id.
    package let message: String
    /// What the news is about.
    package let type: WebhookEventType
    /// What was booked; `nil` for a try of the endpoint.
    package let operation: OperationID?
    /// When it was first to be sent.
    package let createdAt: Timestamp
    /// How far it is.
    package var state: State = .pending
    /// How many tries of the schedule were made.
    package var tries = 0
    /// When it is tried next; `nil` for never.
    package var nextTry: Timestamp?
    /// The latest tries, oldest first.
    package var attempts: [Attempt] = []

    init(_ news: WebhookNews, at time: Timestamp) {
        operation = news.booked?.operation
        key =
            news.sequence.map(WebhookSlip.padded)
            ?? news.id.dropFirst(4).lowercased()
        message = news.id
        type = news.type
        createdAt = time
    }

    /// Its name as people and programs know it.
    package var text: String { "dlv_\(key)" }

    /// The key in a name; `nil` for what no delivery is called.
    static func key(in text: String) -> String? {
        let key = text.dropFirst(4)
        let isFit = key.utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        }
        return text.hasPrefix("dlv_") && isFit && (16...26).contains(key.utf8.count)
            ? String(key) : nil
    }

    /// What a try came to.
    ///
    /// - Parameters:
    ///   - answer: What came back.
    ///   - time: When.
    ///   - chance: Sixteen bits, for the time of the next one.
    mutating func note(_ answer: WebhookAnswer, at time: Timestamp, chance: UInt16) {
        tries += 1
        var wait: Int64?
        switch answer {
        case .answered(let status, let retryAfterSeconds):
            attempts.append(Attempt(at: time, status: status, fault: nil))
            wait = retryAfterSeconds.map { min(max($0, 0), 86_400) * 1_000 }
        case .unanswered(let fault):
            attempts.append(Attempt(at: time, status: nil, fault: fault))
        }
        attempts.removeFirst(max(0, attempts.count - WebhookDelivery.mostAttempts))
        nextTry = nil
        // A try of an endpoint wants to be seen, not repeated.
        let delay = type == .test ? nil : WebhookBackOff.delay(afterTry: tries, chance: chance)
        if answer.isTaken {
            state = .delivered
        } else if answer.isGone {
            state = .failed
        } else if let delay {
            state = .pending
            nextTry = time.advanced(byMilliseconds: max(delay, wait ?? 0))
        } else {
            state = .failed
        }
    }
}

/// When a delivery is tried again.
package enum WebhookBackOff {
    /// Milliseconds after the first try, the second, and so on: ten tries over three days.
    ///
    /// - Source: Standard Webhooks, "Deliverability and reliability".
    package static let delays: [Int64] = [
        5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 50_400_000, 72_000_000,
        86_400_000,
    ]

    /// How long after a try the next one is, up to a fifth longer than the schedule says, so that
    /// not all that failed together come back together.
    ///
    /// - Parameters:
    ///   - number: Which try it was, from 1.
    ///   - chance: Sixteen bits.
    /// - Returns: Milliseconds; `nil` if it was the last one.
    package static func delay(afterTry number: Int, chance: UInt16) -> Int64? {
        guard delays.indices.contains(number - 1) else { return nil }
        let delay = delays[number - 1]
        return delay + delay / 5 * Int64(chance) / Int64(UInt16.max)
    }
}
