import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraToken
import TesseraVerification

extension Counter {
    /// The report of an event as a file or a person told it, its codes believed and its names
    /// looked up.
    ///
    /// - Parameters:
    ///   - draft: What was told.
    ///   - operation: For which operation: a live code is believed again for one that was answered.
    /// - Returns: The report, with positions and numbers in the place of codes.
    /// - Throws: Why a code is not believed; ``LedgerError/unknownMember(_:)``;
    ///   ``LedgerError/unknownAcceptor(_:)``; ``ModelError``.
    package func report(
        _ draft: EventDraft, operation: OperationID
    ) async throws -> EventReport {
        let till = try draft.till.map(TillID.named(_:)) ?? settings.till
        let shop = try draft.shop.map(shopNamed) ?? settings.defaultShop
        let worker = try draft.worker.map(OperatorID.named(_:))
        var facts = draft.facts
        for code in draft.vouchers {
            facts.vouchers.append(try await position(presented: code, at: till))
        }
        if let referrer = draft.referrer {
            facts.referrer = try await member(presented: referrer, at: till, for: operation)
        }
        if let merged = draft.merged {
            facts.merged = try await member(presented: merged, at: till, for: operation)
        }
        var member: MemberNumber?
        if let name = draft.member {
            member = try await self.member(presented: name, at: till, for: operation)
        }
        try await admit(worker, to: .redeem, at: shop, operation)
        return EventReport(
            kind: draft.kind, member: member, occurredAt: draft.occurredAt,
            place: Place(shop: shop, till: till, operator: worker), facts: facts)
    }

    /// A member by number, or by the card that is shown.
    ///
    /// - Throws: ``ModelError/name(_:of:example:)``; ``LedgerError/unknownMember(_:)``; why the
    ///   card is not believed.
    package func member(
        presented name: String, at till: TillID, for operation: OperationID
    ) async throws -> MemberNumber {
        guard name.hasPrefix("mem_") else {
            guard let number = try await holder(name, at: till, for: operation) else {
                throw ModelError.name(name, of: "a member", example: "mem_1234567")
            }
            return number
        }
        guard let number = MemberNumber(text: name) else {
            throw ModelError.name(name, of: "a member", example: "mem_1234567")
        }
        return try await ledger.member(number).number
    }

    /// A voucher by the code that is shown, or by its id.
    private func position(
        presented code: String, at till: TillID
    ) async throws -> VoucherPosition {
        if let position = VoucherPosition(voucherText: code) { return position }
        return try await believed(code, at: till).position
    }

    private func shopNamed(_ text: String) throws -> ShopID {
        guard let id = ShopID(text) else {
            throw ModelError.name(text, of: "a shop", example: settings.defaultShop.text)
        }
        guard settings.shop(id) != nil else { throw LedgerError.unknownAcceptor(id) }
        return id
    }
}
