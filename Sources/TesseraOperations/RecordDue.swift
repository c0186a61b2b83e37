import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraLoyalty
import TesseraModel

/// What a look for due events came to.
package struct DueRun: Sendable {
    /// The events that were recorded.
    package var recorded: [RecordedEvent] = []
    /// How many are due and withheld by a cap; a later run records them.
    package var withheld = 0
    /// What could not be recorded, and why; it keeps nothing else waiting.
    package var failed: [Failure] = []
    /// How many members were looked at.
    package var members = 0

    /// Something due that could not be recorded.
    package struct Failure: Sendable {
        /// The rule, `birthday/gift`.
        package let occasion: String
        /// Whose it is.
        package let member: MemberNumber
        /// Why not.
        package let error: any ExplainedError
    }
}

extension Counter {
    /// Codes of refusals that end by themselves after some days.
    private static let passing: Set<String> = ["offer_cap", "contact_cap"]

    /// Records everything that has become due, each thing once however often it is asked.
    ///
    /// An event is recorded as having happened when it was due. One that a cap withholds then is
    /// recorded on the first later day on which it does not, so a late run and daily ones come to
    /// the same.
    ///
    /// - Returns: What was recorded.
    /// - Throws: ``EventError``; ``ProgrammeProblems``; ``LedgerError``.
    /// - Source: R8; M36, M41, M44–M47; F39.
    package func recordDue() async throws -> DueRun {
        var run = DueRun()
        let book = try await programmes()
        let programme = try book.programme(book.latest)
        let triggered = programme.campaigns.contains { $0.rules.contains { $0.trigger != nil } }
        var last: MemberNumber?
        while triggered {
            let page = try await ledger.members(after: last, limit: 500)
            for member in page { try await recordDue(for: member, programme, book, &run) }
            guard page.count == 500, let end = page.last?.number else { break }
            last = end
        }
        return run
    }

    private func recordDue(
        for member: Member, _ programme: Programme, _ book: ProgrammeBook, _ run: inout DueRun
    ) async throws {
        // Nobody is written to who is gone; a card that became another's has its story there.
        guard member.erasedAt == nil else { return }
        let card = try await ledger.voucher(at: try await currentCard(of: member))
        guard card.standing == .active else { return }
        run.members += 1
        let reading = MemberReading(assets: settings.assets)
        let birthday = programme.asksForBirthday ? try profile(of: member)?.birthday : nil
        let due = Judge.due(
            for: try await reading.member(member, in: ledger),
            birthday: birthday.map { ($0.month, $0.day) },
            programme: programme, zone: settings.zone, now: clock.now())
        for event in due {
            do {
                switch try await record(event, for: member.number, book) {
                case .recorded(let recorded): run.recorded.append(recorded)
                case .withheld: run.withheld += 1
                case .before: break
                }
            } catch LedgerError.eventRefused {
                // A "no" to one of them is its answer for ever and keeps nobody else waiting.
            } catch let error as any ExplainedError where error.kind != .unavailable {
                run.failed.append(
                    DueRun.Failure(
                        occasion: event.occasion, member: member.number, error: error))
            }
        }
    }

    /// Records a due event on the first day on which no cap withholds it.
    private func record(
        _ due: DueEvent, for member: MemberNumber, _ book: ProgrammeBook
    ) async throws -> DueOutcome {
        let digest = Digest.sha256(Array("tessera/v1/due/\(due.key)".utf8))
        guard let operation = OperationID(bytes: digest.prefix(16)) else { return .before }
        // One that a cap withheld stands in the history with a later day.
        if try await ledger.operation(operation) != nil { return .before }
        let now = clock.now()
        var time = due.dueAt
        while time <= now {
            var report = EventReport(kind: due.kind, member: member, occurredAt: time)
            report.facts.occasion = due.occasion
            report.facts.about = due.about
            let trial = try await self.record(
                report, book: book, operation: operation, isTrial: true)
            let isWithheld =
                trial.decision.grants.isEmpty
                && trial.decision.verdicts.contains { verdict in
                    verdict.rule == due.occasion
                        && verdict.reasons.contains { Counter.passing.contains($0.code) }
                }
            if !isWithheld {
                return .recorded(
                    try await self.record(report, book: book, operation: operation))
            }
            time = time.advanced(byMilliseconds: 86_400_000)
        }
        return .withheld
    }
}

/// What became of something that is due.
private enum DueOutcome {
    case recorded(RecordedEvent)
    /// A cap still withholds it.
    case withheld
    /// It was recorded or refused before.
    case before
}
