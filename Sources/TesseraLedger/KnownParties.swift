import TesseraModel

/// Parties as a transaction knows them: each is read once, and written once at the end.
///
/// - Source: L14.
package struct KnownParties {
    private var found: [PartyName: Party?] = [:]
    private var names: Set<PartyName> = []

    /// Knows nobody yet.
    package init() {}

    /// What is known of a name: `nil` if it was not asked for, and `.some(nil)` if there is nobody
    /// of that name.
    package subscript(_ name: PartyName) -> Party?? { found[name] }

    /// Remembers what was found under a name.
    ///
    /// - Returns: The same party.
    @discardableResult
    package mutating func keep(_ party: Party?, under name: PartyName) -> Party? {
        found.updateValue(party, forKey: name)
        return party
    }

    /// Puts a new state in the place of the one that was read, or a new party there.
    package mutating func change(_ party: Party) {
        found.updateValue(party, forKey: party.name)
        names.insert(party.name)
    }

    /// Who has to be written down, in order of their names.
    package var changed: [Party] { names.sorted().compactMap { found[$0] ?? nil } }

    /// The highest audiences, those of ``changed`` included.
    ///
    /// - Parameters:
    ///   - partner: The highest one of a partner that is written down.
    ///   - group: The highest one of a group that is written down.
    /// - Returns: 0 and 0x7FFF if none was given.
    package func lastAudiences(
        partner: UInt16?, group: UInt16?
    ) -> (partner: UInt16, group: UInt16) {
        var last = (partner: partner ?? 0, group: group ?? PartnerGroup.firstAudience - 1)
        for party in changed {
            switch party {
            case .acceptor(let acceptor): last.partner = max(last.partner, acceptor.audience.number)
            case .group(let group): last.group = max(last.group, group.audience.number)
            case .device, .operator: break
            }
        }
        return last
    }
}

extension Party {
    /// Whose vouchers it accepts; `nil` for a device and an operator.
    package var audience: Audience? {
        switch self {
        case .acceptor(let acceptor): acceptor.audience
        case .group(let group): group.audience
        case .device, .operator: nil
        }
    }
}

extension PartnerGroup {
    /// The audience of the first group; partners have those below.
    package static let firstAudience: UInt16 = 0x8000
}
