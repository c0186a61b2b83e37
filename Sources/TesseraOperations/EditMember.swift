import TesseraLedger
import TesseraModel

/// A change of what is known about a member; what is `nil` stays.
package struct ProfileChange: Hashable, Sendable {
    /// How to greet the member from now on; empty to forget it.
    package var name: String?
    /// The address from now on; empty to forget it.
    package var contact: String?
    /// The day of birth from now on; `.some(nil)` to forget it.
    package var birthday: Birthday??
    /// What the member likes from now on, by name; `nil` to forget it.
    package var preferences: [String: String?] = [:]
    /// What the member agrees to from now on.
    package var consents: Set<Profile.Purpose> = []
    /// What the member agrees to no more.
    package var withdrawals: Set<Profile.Purpose> = []

    /// No change.
    package init() {}
}

extension Counter {
    /// What is known about a member.
    ///
    /// - Returns: `nil` if nothing is: erased, or a book made from a journal.
    /// - Throws: ``ProfileError/unreadable(_:)``; what is wrong with the keys.
    /// - Source: R11.
    package func profile(of member: Member) throws -> Profile? {
        try member.profile.map { try profiles.opened($0, of: member.number) }
    }

    /// What stands for a member's address in events; `nil` for a member without one, or none.
    func person(of number: MemberNumber) async throws -> String? {
        do {
            guard let profile = try profile(of: try await ledger.member(number)) else { return nil }
            return try profiles.person(profile.contact)
        } catch LedgerError.unknownMember {
            // That is for the book to say.
            return nil
        }
    }

    /// Changes what is known about a member. Asked twice it comes to the same.
    ///
    /// - Returns: The profile after it.
    /// - Throws: ``ProfileError``; ``LedgerError/unknownMember(_:)``,
    ///   ``LedgerError/memberErased(_:at:)``; ``LedgerError/profileChanged(_:)`` if somebody else
    ///   was quicker; what is wrong with the keys.
    /// - Source: R11; M10.
    @discardableResult
    package func edit(
        _ number: MemberNumber, _ change: ProfileChange
    ) async throws -> Profile {
        try await edit(try await ledger.member(number), change)
    }

    /// Changes what is known about a member, as long as nobody else has since it was read.
    ///
    /// - Parameters:
    ///   - member: As it was read.
    ///   - change: What is to be another from now on.
    /// - Returns: The profile after it.
    /// - Throws: As ``edit(_:_:)``.
    /// - Source: R11; M10.
    @discardableResult
    package func edit(_ member: Member, _ change: ProfileChange) async throws -> Profile {
        let number = member.number
        if let time = member.erasedAt { throw LedgerError.memberErased(number, at: time) }
        var profile = try profile(of: member) ?? Profile(name: "", contact: "")
        if let name = change.name { profile.name = name }
        if let contact = change.contact { profile.contact = contact }
        if let birthday = change.birthday { profile.birthday = birthday }
        let now = clock.now()
        for purpose in change.withdrawals { profile.withdraw(purpose, at: now) }
        for purpose in change.consents { profile.give(purpose, at: now) }
        for (name, value) in change.preferences {
            guard profile.prefer(value, for: name) else {
                throw ProfileError.consentMissing(number, .preferences)
            }
        }
        let sealed =
            if let old = member.profile {
                try profiles.sealed(profile, of: number, insteadOf: old)
            } else {
                try profiles.sealed(profile, of: number)
            }
        try await ledger.setProfile(sealed, of: number, insteadOf: member.profile)
        return profile
    }
}
