import TesseraLedger
import TesseraModel

// Refusals about those who work, as a journal has them.

extension LedgerError {
    /// Writes the facts of a refusal about an operator.
    func writeOperator(_ fields: inout FieldWriter) {
        switch self {
        case .unknownOperator(let id): fields.put("operator", id.text)
        case .operatorDismissed(let id, let time):
            fields.put("at", time)
            fields.put("operator", id.text)
        case .operatorNotAllowed(let id, let barrier):
            fields.put("barrier", barrier.json)
            fields.put("operator", id.text)
        default: break
        }
    }

    /// Reads the refusals about operators; `nil` for another code.
    init?(operator code: String, _ fields: FieldReader) throws(RecordFault) {
        func named() throws(RecordFault) -> OperatorID {
            try fields.named("operator") { OperatorID($0) }
        }
        switch code {
        case "unknown_operator": self = .unknownOperator(try named())
        case "operator_dismissed":
            self = .operatorDismissed(try named(), at: try fields.time("at"))
        case "operator_not_allowed":
            self = .operatorNotAllowed(
                try named(), try OperatorBarrier(fields: fields.object("barrier")))
        default: return nil
        }
    }
}

extension OperatorBarrier {
    fileprivate var json: CanonicalJSON {
        .fields { fields in
            switch self {
            case .unknown: fields.put("kind", "unknown")
            case .dismissed(let time):
                fields.put("at", time)
                fields.put("kind", "dismissed")
            case .elsewhere(let shop):
                fields.put("acceptor", shop.text)
                fields.put("kind", "elsewhere")
            case .role(let role, let act):
                fields.put("act", act.rawValue)
                fields.put("kind", "role")
                fields.put("role", role.rawValue)
            }
        }
    }

    fileprivate init(fields: FieldReader) throws(RecordFault) {
        switch try fields.text("kind") {
        case "unknown": self = .unknown
        case "dismissed": self = .dismissed(at: try fields.time("at"))
        case "elsewhere": self = .elsewhere(try fields.named("acceptor") { ShopID($0) })
        case "role":
            self = .role(
                try fields.named("role") { OperatorRole(rawValue: $0) },
                try fields.named("act") { OperatorAct(rawValue: $0) })
        default: throw .field("kind")
        }
    }
}
