import TesseraLedger
import TesseraLoyalty
import TesseraModel

extension Counter {
    /// The member whose a card is now: its own, or whoever claimed it.
    ///
    /// - Throws: ``LedgerError/unknownMember(_:)``; infrastructure errors.
    /// - Source: M11.
    package func owner(of number: MemberNumber) async throws -> MemberNumber {
        var number = number
        while let next = try await claimant(of: number) { number = next }
        return number
    }

    /// Who claimed a card; `nil` for one that nobody did.
    private func claimant(of number: MemberNumber) async throws -> MemberNumber? {
        let card = try await currentCard(of: try await ledger.member(number))
        guard case .blocked = try await ledger.voucher(at: card).standing else { return nil }
        for booked in try await ledger.history(of: card).reversed() {
            guard case .change(_, .block) = booked.wish, booked.refusal == nil,
                let event = try? await explained(booked.operation).event, event.kind == .merge,
                event.facts.merged == number
            else { continue }
            return event.member
        }
        return nil
    }
}
