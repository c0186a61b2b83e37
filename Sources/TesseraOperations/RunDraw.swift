import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraLoyalty
import TesseraModel

/// A draw with its winners and what they got.
package struct DrawnDraw: Sendable {
    /// The draw as anybody may read it.
    package let record: DrawRecord
    /// The prizes in the order of the places.
    package let prizes: [GrantedVoucher]
    /// Whether the prizes were there before.
    package let isReplay: Bool
}

extension Counter {
    /// How many prizes one operation issues.
    private static let prizesAtOnce = 100

    /// Draws the winners of a closed draw and issues their prizes, once however often it is asked.
    ///
    /// A prize is the winner's own; of a card that became a member's in the meantime, that
    /// member's. All prizes are issued or none.
    ///
    /// - Parameters:
    ///   - name: The draw's name.
    ///   - worker: Who does it; `nil` for nobody named.
    /// - Returns: The same winners and prizes every time.
    /// - Throws: As ``closedDraw(named:)``; what orders for vouchers throw;
    ///   ``LedgerError/operatorNotAllowed(_:_:)``; ``LedgerError``.
    /// - Source: M24; R3.
    package func run(draw name: String, by worker: OperatorID?) async throws -> DrawnDraw {
        let draw = try await closedDraw(named: name)
        try await admit(worker, to: .change, at: nil, .prizes(of: name, 0))
        let record = draw.record(isRun: true)
        let winners = record.result?.winners ?? []
        if let prizes = try await prizes(of: name, winners) {
            return DrawnDraw(record: record, prizes: prizes, isReplay: true)
        }
        let place = worker.map {
            Place(shop: settings.defaultShop, till: settings.till, operator: $0)
        }
        let requests = try orders(of: draw, for: winners).enumerated().map { index, orders in
            BookingRequest(
                operation: .prizes(of: name, index), wish: .issue(orders), place: place,
                time: clock.now())
        }
        var isReplay = false
        if !requests.isEmpty {
            do {
                for booked in try await ledger.book(requests) {
                    if let refusal = booked.operation.refusal { throw refusal }
                }
            } catch LedgerError.operationReused {
                // Somebody else ran it at the same moment; those prizes count.
                isReplay = true
            }
        }
        guard let prizes = try await prizes(of: name, winners) else {
            throw LedgerError.ledgerDamaged
        }
        return DrawnDraw(record: record, prizes: prizes, isReplay: isReplay)
    }

    /// Shows a member that all tickets were drawn from and none of them won.
    ///
    /// - Parameters:
    ///   - name: The draw's name.
    ///   - member: Whose tickets; those of a card that was the member's when it closed are among
    ///     them.
    /// - Returns: What the member is handed.
    /// - Throws: ``DrawError/noTickets(_:)``; ``DrawError/hasWon(_:)`` once it is run; as
    ///   ``closedDraw(named:)``.
    package func proof(of name: String, for member: MemberNumber) async throws -> LoserProof {
        let draw = try await closedDraw(named: name)
        let record = draw.record(isRun: draw.state == .drawn)
        let proof = LoserProof(
            for: draw.closedCards.owner(of: member), in: record, digest: Digest.sha256)
        guard !proof.runs.isEmpty else { throw DrawError.noTickets(member) }
        let won = record.result?.winners.first { $0.member == proof.member }
        if let won { throw DrawError.hasWon(won) }
        return proof
    }

    private func orders(
        of draw: DrawStanding, for winners: [Winner]
    ) throws -> [[BatchOrder]] {
        let desk = IssuingDesk(keys: keys, settings: settings)
        let prize = draw.terms.prize
        let terms = IssueTerms(
            promise: prize.promise, lifetime: prize.lifetime, isBound: true, label: prize.label)
        let orders = try winners.enumerated().map { index, winner in
            let member = draw.cards.owner(of: winner.member)
            // No event is booked for it: this one only says from when on the prize is good.
            let event = LoyaltyEvent(
                operation: .prizes(of: draw.terms.name, 0), kind: .date, member: member,
                occurredAt: clock.now(), facts: EventFacts())
            return try desk.order(
                terms, of: draw.campaign, currency: draw.currency, for: event, holder: member,
                today: today, index: index, version: draw.version)
        }
        return stride(from: 0, to: orders.count, by: Counter.prizesAtOnce).map {
            Array(orders[$0..<min($0 + Counter.prizesAtOnce, orders.count)])
        }
    }

    /// The prizes that were issued; `nil` if none were and there are winners.
    private func prizes(
        of name: String, _ winners: [Winner]
    ) async throws -> [GrantedVoucher]? {
        var batches: [Batch] = []
        for start in stride(from: 0, to: winners.count, by: Counter.prizesAtOnce) {
            let id = OperationID.prizes(of: name, start / Counter.prizesAtOnce)
            batches += try await ledger.operation(id)?.batches ?? []
        }
        if batches.isEmpty, !winners.isEmpty { return nil }
        guard batches.count == winners.count else { throw LedgerError.ledgerDamaged }
        var prizes: [GrantedVoucher] = []
        for batch in batches {
            let order = batch.order
            prizes.append(
                GrantedVoucher(
                    issued: try await issued(batch.first), terms: order.terms,
                    validity: order.validity, label: order.label, holder: order.holder,
                    serial: nil))
        }
        return prizes
    }
}

extension OperationID {
    /// Under which name a draw's prizes are issued, the same whoever runs it.
    ///
    /// - Parameters:
    ///   - draw: The draw's name.
    ///   - index: Which of the operations that issue them, from zero.
    /// - Returns: An id that nothing else gets.
    static func prizes(of draw: String, _ index: Int) -> OperationID {
        let digest = Digest.sha256(Array("tessera/v1/draw/\(draw)/\(index)".utf8))
        func word(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
        return OperationID(high: word(digest[0..<8]), low: word(digest[8..<16]))
    }
}
