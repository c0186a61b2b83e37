import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraVerification

/// What a code is worth now, without anything being changed.
package struct Appraisal: Hashable, Sendable {
    /// How the code came in.
    package let entry: Presentation.Entry
    /// The voucher or card as the book has it.
    package let voucher: VoucherState
    /// The member's profile, for a member's card that has one.
    package let profile: Profile?
    /// By which time it was judged: the ledger's clock, as far as the voucher shows it.
    package let time: Timestamp

    /// What may be taken now.
    package var available: Int64 { voucher.available(at: time) }

    /// What is put aside for others now, that which ends first before the others.
    package var holds: [Hold] {
        voucher.holds.filter { $0.holds(at: time) }.sorted { $0.until < $1.until }
    }
}

extension Counter {
    /// Looks at a code and changes nothing, apart from counting typed codes that are wrong.
    ///
    /// - Parameters:
    ///   - text: What was scanned or typed.
    ///   - shop: In which shop, or at which partner, which is shown what was issued for it; one of
    ///     our own if not said.
    ///   - till: Where.
    /// - Returns: The voucher, good here and now.
    /// - Throws: Why the code is not believed; what the agreement with a partner does not cover;
    ///   every reason why it cannot be used today, as ``LedgerError``.
    package func check(
        _ text: String, in shop: ShopID? = nil, at till: TillID
    ) async throws -> Appraisal {
        let reader = try await reader(at: shop ?? settings.defaultShop)
        let presentation = try await believed(text, at: till, for: reader)
        try await requireAgreed(on: presentation.terms, by: reader, for: nil)
        return try await appraisal(of: presentation)
    }

    /// What a believed code is worth today, or why nothing.
    func appraisal(of presentation: Presentation) async throws -> Appraisal {
        let voucher = try await ledger.voucher(at: presentation.position)
        // Never earlier than what the book says of this voucher: L5, at the price of no question.
        let time = max(clock.now(), voucher.lastUse?.time ?? clock.now())
        try RedemptionRules.checkUsable(voucher, today: settings.zone.day(at: time))
        var profile: Profile?
        if case .member(let number, _) = voucher.terms {
            profile = try self.profile(of: try await ledger.member(number))
        }
        return Appraisal(entry: presentation.entry, voucher: voucher, profile: profile, time: time)
    }
}
