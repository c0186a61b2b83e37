import TesseraModel

/// Somebody who may work with a kit.
///
/// - Source: concepts 1 and 12, R11.
package struct KitOperator: Hashable, Sendable {
    /// The name that the shop chose; never a person's.
    package let id: OperatorID
    /// What it is appointed for.
    package let role: OperatorRole

    /// An operator with a role.
    package init(id: OperatorID, role: OperatorRole) {
        self.id = id
        self.role = role
    }
}

// The operators in a kit's file.
extension KitPart {
    static func write(_ operators: [KitOperator], to out: inout KitWriter) {
        for worker in operators {
            out.text(worker.id.text, 1)
            out.number(number(worker.role), 1)
        }
    }

    static func operators(
        _ bytes: ArraySlice<UInt8>
    ) throws(VerificationError) -> [KitOperator] {
        var reader = KitReader(bytes)
        var operators: [KitOperator] = []
        while !reader.isAtEnd {
            guard let id = OperatorID(try reader.text(1)),
                operators.last.map({ $0.id.text < id.text }) ?? true
            else { throw .kitDamaged }
            operators.append(KitOperator(id: id, role: try role(try reader.number(1))))
        }
        return operators
    }

    private static func number(_ role: OperatorRole) -> Int {
        switch role {
        case .cashier: 1
        case .supervisor: 2
        case .partner: 3
        case .admin: 4
        case .auditor: 5
        }
    }

    private static func role(_ number: Int) throws(VerificationError) -> OperatorRole {
        switch number {
        case 1: .cashier
        case 2: .supervisor
        case 3: .partner
        case 4: .admin
        case 5: .auditor
        default: throw .kitDamaged
        }
    }
}
