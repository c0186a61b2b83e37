import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel

/// A member as the till may know them: how to greet, where they stand, what they like.
///
/// - Source: M10; R11.
package struct RecognisedMember: Hashable, Sendable {
    /// The member's number.
    package let number: MemberNumber
    /// How to greet; `nil` if unknown.
    package let name: String?
    /// Levels and what is next; nothing without a programme.
    package let standing: MemberStanding
    /// What the member likes; empty without consent.
    package let preferences: [String: String]
}

extension Counter {
    /// What may be shown of a member at the till.
    ///
    /// - Throws: ``LedgerError/memberErased(_:at:)``; ``ProfileError/unreadable(_:)``;
    ///   ``ProgrammeProblems``; infrastructure errors.
    /// - Source: M10.
    package func recognised(_ member: Member) async throws -> RecognisedMember {
        if let time = member.erasedAt {
            throw LedgerError.memberErased(member.number, at: time)
        }
        let profile = try profile(of: member)
        let agreed = profile?.allows(.preferences) ?? false
        let reading = MemberReading(assets: settings.assets)
        var standing = MemberStanding(levels: [], next: [])
        if let book = try await published() {
            standing = Judge.standing(
                of: try await reading.member(member, in: ledger),
                in: try book.programme(honouring: []), at: clock.now(), zone: settings.zone,
                chance: try ruleChance(of: book.latest.number).number)
        }
        return RecognisedMember(
            number: member.number, name: profile.flatMap { $0.name.isEmpty ? nil : $0.name },
            standing: standing, preferences: agreed ? profile?.preferences ?? [:] : [:])
    }

    /// The versions of the programme; `nil` if none was published.
    private func published() async throws -> ProgrammeBook? {
        do {
            return try await programmes()
        } catch EventError.noProgramme {
            return nil
        }
    }
}
