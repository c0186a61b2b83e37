import TesseraLedger
import TesseraModel

/// What the access log keeps of.
package enum AccessAct: String, Hashable, Sendable, Codable, CaseIterable {
    /// An access key was given out.
    case keyIssued = "key_issued"
    /// An access key was taken back.
    case keyRevoked = "key_revoked"
    /// A password was set.
    case passwordSet = "password_set"
    /// A PIN was set.
    case pinSet = "pin_set"
    /// Somebody signed in.
    case signedIn = "signed_in"
    /// Somebody tried to and was refused.
    case signInRefused = "sign_in_refused"
    /// Somebody signed out.
    case signedOut = "signed_out"
    /// Somebody was signed out everywhere.
    case signedOutEverywhere = "signed_out_everywhere"
    /// A second person proved to be there and agreed to what somebody does.
    case agreed
    /// Somebody said that a second person agreed, and is trusted with it.
    case vouched
    /// Somebody tried to agree as a second person and was refused.
    case agreementRefused = "agreement_refused"
    /// A link to a card was made.
    case cardLinkMade = "card_link_made"
    /// A link to a card was ended.
    case cardLinkEnded = "card_link_ended"

    /// Whether it happens all day long.
    fileprivate var isOfSessions: Bool {
        switch self {
        case .signedIn, .signInRefused, .signedOut, .signedOutEverywhere, .agreed, .vouched,
            .agreementRefused, .cardLinkMade, .cardLinkEnded:
            true
        case .keyIssued, .keyRevoked, .passwordSet, .pinSet: false
        }
    }
}

/// A line of the access log.
package struct AccessRecord: Hashable, Sendable {
    /// Where it stands in the log: later ones are greater.
    package let id: String
    /// When.
    package let time: Timestamp
    /// What was done.
    package let act: AccessAct
    /// Who did it, `terminal`, `operator:ana-7`, `key_…`.
    package let actor: String
    /// Whom or what it is about, if that is another.
    package let subject: String?
    /// From where, `terminal`, `address:203.0.113.7`, `device:till-1`; `nil` where that says
    /// nothing.
    package let source: String?
    /// Why, in the words of who did it.
    package let reason: String?
}

/// A line as it is kept.
private struct KeptRecord: Codable {
    let act: AccessAct
    let actor: String
    let at: Timestamp
    let reason: String?
    let source: String?
    let subject: String?
}

extension Counter {
    private static let logPrefix = "log/"
    /// Thirteen months, so that a year can be looked at as a whole.
    private static let logMilliseconds: Int64 = 397 * 86_400_000
    /// How many lines one millisecond has at most.
    private static let mostAtOnce: Int64 = 10_000

    /// A page of the access log, oldest first. What is older than thirteen months is gone.
    ///
    /// - Parameters:
    ///   - id: Only lines after this one; `nil` from the beginning.
    ///   - limit: How many at most, at least 1.
    /// - Returns: Fewer than the limit only at the end.
    /// - Throws: ``LedgerError``.
    package func accessLog(
        after id: String?, limit: Int
    ) async throws(LedgerError) -> [AccessRecord] {
        let slips = try await ledger.slips(
            under: Self.logPrefix, after: id.map { Self.logPrefix + $0 }, limit: limit,
            at: clock.now())
        var records: [AccessRecord] = []
        for slip in slips {
            let kept = try Self.value(KeptRecord.self, of: slip)
            records.append(
                AccessRecord(
                    id: String(slip.name.dropFirst(Self.logPrefix.count)), time: kept.at,
                    act: kept.act, actor: kept.actor, subject: kept.subject, source: kept.source,
                    reason: kept.reason))
        }
        return records
    }

    /// Writes a line of the access log. Before something is done, so that nothing is done without
    /// one; a line whose act is missing says that it was tried.
    ///
    /// - Throws: ``LedgerError``.
    func log(
        _ act: AccessAct, by actor: AccessActor, about subject: String? = nil,
        from source: AccessSource? = nil, reason: String? = nil
    ) async throws {
        let time = clock.now()
        let line = KeptRecord(
            act: act, actor: actor.text, at: time, reason: reason, source: source?.text,
            subject: subject)
        let text = Array(try CompactText.text(of: line).utf8)
        let expiry = time.advanced(byMilliseconds: Self.logMilliseconds)
        let moment = Self.padded(max(0, time.milliseconds), to: 14)
        var number: Int64 = 0
        // Whoever writes in the same millisecond may have the line already; then the next is free.
        while try await isTaken(
            "\(Self.logPrefix)\(moment)-\(Self.padded(number, to: 5))", text, until: expiry)
        {
            number += 1
            guard number < Self.mostAtOnce else { throw LedgerError.slipChanged(moment) }
        }
        // A shop without a service has nobody else who does it.
        if !act.isOfSessions { try await ledger.sweepSlips(at: time) }
    }

    /// Writes a line, unless there is one of that name.
    private func isTaken(
        _ name: String, _ text: [UInt8], until expiry: Timestamp
    ) async throws(LedgerError) -> Bool {
        do throws(LedgerError) {
            _ = try await ledger.write(
                text, as: name, replacing: nil, expiresAt: expiry, at: clock.now())
            return false
        } catch {
            guard case .slipChanged = error else { throw error }
            return true
        }
    }

    private static func padded(_ number: Int64, to count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }
}
