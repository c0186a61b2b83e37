import TesseraModel
import TesseraToken

/// What a key is for: a successor has the same shape.
struct KeyShape: Hashable {
    let suite: Suite
    let kinds: KindSet
    let audience: Audience

    /// The shape of a key.
    init(_ record: KeyRecord) {
        suite = record.suite
        kinds = record.kinds
        audience = record.audience
    }

    private init(_ suite: Suite, _ kinds: [TokenKind], _ audience: Audience) {
        self.suite = suite
        self.kinds = KindSet(kinds)
        self.audience = audience
    }

    /// What an audience needs, in the order of the ids that the golden vectors give them: with
    /// suite 1 a key for each kind, with suite 2 one pair for all of them.
    static func all(for audience: Audience, _ suite: Suite) -> [KeyShape] {
        let kinds: [TokenKind] = [.gift, .member, .discount, .entitlement]
        return switch suite {
        case .hmac: kinds.map { KeyShape(suite, [$0], audience) }
        case .ed25519: [KeyShape(suite, kinds, audience)]
        }
    }

    /// What the own shops need.
    static let ownShops = all(for: .ownShops, .hmac)
}
