import TesseraLedger
import TesseraModel
import TesseraVerification

/// What a search among members found.
package struct FoundMembers: Hashable, Sendable {
    /// A member with what is known.
    package struct Item: Hashable, Sendable {
        /// As the book has it.
        package let member: Member
        /// What is known; `nil` for a card that is nobody's, and after an erasure.
        package let profile: Profile?
    }

    /// In the order of their numbers.
    package let items: [Item]
    /// Where the search goes on; `nil` at the end.
    package let next: MemberNumber?
}

extension Counter {
    /// How many profiles are opened in one call.
    private static let mostOpened = 5_000

    /// Looks for members by part of a name or an address.
    ///
    /// Profiles are sealed, so they are opened one by one, so many in a call and not more.
    ///
    /// - Parameters:
    ///   - text: Part of a name, an address or a number, whatever its case and accents.
    ///   - cursor: The `next` of the page before; `nil` to begin.
    ///   - limit: How many at most, at least 1.
    /// - Returns: A page, which may be short and still not the last.
    /// - Throws: ``ProfileError``; infrastructure errors.
    package func members(
        named text: String, after cursor: MemberNumber?, limit: Int
    ) async throws -> FoundMembers {
        let wanted = FoldedText(text.trimmed).text
        let contact = ContactKey(text).text
        var (items, last, opened): ([FoundMembers.Item], MemberNumber?, Int) = ([], cursor, 0)
        let pageSize = 500
        while true {
            let page = try await ledger.members(after: last, limit: pageSize)
            for member in page {
                last = member.number
                opened += 1
                let profile = try profile(of: member)
                guard member.isNamed(wanted, contact, profile) else { continue }
                items.append(FoundMembers.Item(member: member, profile: profile))
                if items.count == limit { return FoundMembers(items: items, next: last) }
            }
            guard page.count == pageSize else { return FoundMembers(items: items, next: nil) }
            if opened >= Counter.mostOpened { return FoundMembers(items: items, next: last) }
        }
    }

    /// The member whose number, card or code somebody gives.
    ///
    /// - Parameters:
    ///   - name: `mem_…`, a voucher's id, a typed code or a scanned text.
    ///   - till: Where, for counting wrong typed codes.
    /// - Returns: The member as the book has it.
    /// - Throws: Why the code is not believed; ``VerificationError/wrongKind(_:)``;
    ///   ``LedgerError/unknownMember(_:)``; ``ModelError/name(_:of:example:)``.
    package func member(presenting name: String, at till: TillID) async throws -> Member {
        if name.hasPrefix("mem_") {
            guard let number = MemberNumber(text: name) else {
                throw ModelError.name(name, of: "a member", example: "mem_1234567")
            }
            return try await ledger.member(number)
        }
        let terms = try await ledger.voucher(at: try await position(named: name, at: till)).terms
        guard case .member(let number, _) = terms else {
            throw VerificationError.wrongKind(terms.kind)
        }
        return try await ledger.member(number)
    }
}

extension Member {
    fileprivate func isNamed(_ wanted: String, _ contact: String, _ profile: Profile?) -> Bool {
        if number.text.contains(wanted) { return true }
        guard let profile else { return false }
        if FoldedText(profile.name).text.contains(wanted) { return true }
        return !contact.isEmpty && ContactKey(profile.contact).text.contains(contact)
    }
}
