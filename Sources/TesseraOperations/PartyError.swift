import TesseraModel

/// Why something cannot be done with a partner.
package enum PartyError: ExplainedError {
    /// There is a partner of this name.
    case acceptorExists(ShopID)
    /// A partner has no settlement with this number.
    case unknownSettlement(ShopID, number: Int)

    package var code: String {
        switch self {
        case .acceptorExists: "partner_exists"
        case .unknownSettlement: "unknown_settlement"
        }
    }

    package var kind: ErrorKind {
        switch self {
        case .acceptorExists: .conflict
        case .unknownSettlement: .notFound
        }
    }

    package var message: String {
        switch self {
        case .acceptorExists(let id): "There is a partner \(id) already."
        case .unknownSettlement(let id, let number): "\(id) has no settlement number \(number)."
        }
    }

    package var hint: String? {
        switch self {
        case .acceptorExists(let id): "Change it with: tessera partner edit \(id)"
        case .unknownSettlement(let id, _):
            "See how many there are with: tessera partner show \(id)"
        }
    }
}
