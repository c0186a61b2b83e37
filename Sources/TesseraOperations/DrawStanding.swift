import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraLoyalty
import TesseraModel

/// A draw as it stands.
///
/// - Source: M24.
package struct DrawStanding: Sendable {
    /// How far it is.
    package enum State: String, Sendable {
        /// Tickets are given.
        case open
        /// No more tickets count.
        case closed
        /// The winners are drawn and have their prizes.
        case drawn
    }

    /// What was promised: those of the version by which the first ticket was given.
    package let terms: DrawTerms
    /// Which version of the programme that was.
    package let version: Int
    /// The campaign that pays.
    package let campaign: Campaign
    /// The currency of the prize.
    package let currency: Currency
    /// The last day on which tickets are given.
    package let lastDay: Day
    /// When that day is over.
    package let closesAt: Timestamp
    /// What is published before the first ticket.
    package let commitment: DrawCommitment
    /// The tickets in the order of their numbers: those that count, or all so far.
    package let tickets: TicketList
    /// How far it is.
    package let state: State
    let seed: DrawValue
    /// Which card was whose when it closed.
    let closedCards: MergedCards
    /// Which card is whose now.
    let cards: MergedCards

    /// How many tickets there are, void ones not counted.
    package var validTickets: Int64 { tickets.runs.reduce(0) { $0 + $1.valid } }

    /// What is published when it is closed; for an open one what that would be now.
    package var closed: ClosedDraw {
        ClosedDraw(draw: terms.name, list: tickets, digest: Digest.sha256)
    }

    /// The draw as anybody may read it.
    ///
    /// - Parameter isRun: Whether with the seed and the winners.
    /// - Returns: What the file `draw.json` has; `docs/draws.md` says how.
    package func record(isRun: Bool) -> DrawRecord {
        let closed = closed
        let result = DrawResult(
            from: tickets, root: closed.root, seed: seed, winners: terms.winners,
            digest: Digest.sha256)
        return DrawRecord(
            commitment: commitment, closed: closed, runs: tickets.runs,
            result: isRun ? result : nil)
    }
}

extension Counter {
    /// All draws that were ever published, in that order.
    ///
    /// - Throws: ``EventError/noProgramme``; ``ProgrammeProblems``; a configuration error if a
    ///   seed's key is gone; ``LedgerError``.
    package func draws() async throws -> [DrawStanding] {
        let book = try await programmes()
        let promised = try PromisedDraw.all(in: book, zone: settings.zone)
        var history: [(past: PastEvent, bookedAt: Timestamp)] = []
        if !promised.isEmpty { try await eachBooked { history.append(($0, $1)) } }
        var standings: [DrawStanding] = []
        for draw in promised {
            standings.append(try await standing(of: draw, in: book, history))
        }
        return standings
    }

    /// The draw with a name.
    ///
    /// - Throws: ``DrawError/unknownDraw(_:nearest:)``; as ``draws()``.
    package func draw(named name: String) async throws -> DrawStanding {
        let all = try await draws()
        guard let found = all.first(where: { $0.terms.name == name }) else {
            let known = all.map(\.terms.name)
            throw DrawError.unknownDraw(name, nearest: Spelling.nearest(to: name, in: known))
        }
        return found
    }

    /// A draw of which no more tickets count.
    ///
    /// What counts is what the book had when the last day was over, so that nothing has to be
    /// booked for it to stay as it is. A clock that is behind may book on that day for some
    /// minutes more; they are waited for.
    ///
    /// - Throws: ``DrawError/stillOpen(_:until:)``; as ``draw(named:)``.
    /// - Source: L5.
    package func closedDraw(named name: String) async throws -> DrawStanding {
        let draw = try await draw(named: name)
        guard draw.state != .open else {
            throw DrawError.stillOpen(name, until: draw.closesAt)
        }
        return draw
    }

    private func standing(
        of draw: PromisedDraw, in book: ProgrammeBook,
        _ history: [(past: PastEvent, bookedAt: Timestamp)]
    ) async throws -> DrawStanding {
        let counted = history.prefix { $0.bookedAt < draw.closesAt }.map(\.past)
        let first = counted.first { $0.decision.grants.contains { $0.act.enters(draw.name) } }
        let version = book.versions.first { $0.number == first?.decision.version }
        let programme = try book.programme(version ?? draw.version)
        guard let terms = programme.draws.first(where: { $0.name == draw.name }),
            let campaign = programme.campaigns.first(where: { $0.id == terms.campaign }),
            let tickets = try? TicketList(TicketList.runs(of: draw.name, in: counted))
        else { throw LedgerError.ledgerDamaged }
        let seed = try seed(of: draw)
        let isClosed =
            draw.closesAt.advanced(byMilliseconds: LedgerClock.tolerance) <= clock.now()
        let isDrawn = try await ledger.operation(.prizes(of: draw.name, 0)) != nil
        return DrawStanding(
            terms: terms, version: programme.version, campaign: campaign,
            currency: programme.currency,
            lastDay: draw.lastDay, closesAt: draw.closesAt,
            commitment: DrawCommitment(
                draw: draw.name, winners: terms.winners, seed: seed, digest: Digest.sha256),
            tickets: tickets, state: isDrawn ? .drawn : isClosed ? .closed : .open, seed: seed,
            closedCards: MergedCards(in: counted), cards: MergedCards(in: history.map(\.past)))
    }
}

extension Grant.Act {
    fileprivate func enters(_ name: String) -> Bool {
        if case .enter(_, draw: name, _, _) = self { true } else { false }
    }
}
