import TesseraModel
import Testing

/// What each role is for.
///
/// Concepts 1 and 12, R11.
struct OperatorRoleTests {
    @Test(
        arguments: [
            (.cashier, [.redeem, .undo, .hold, .sell, .look]),
            (.supervisor, [.redeem, .undo, .hold, .reverse, .sell, .look]),
            (.partner, [.redeem, .undo, .hold, .look]),
            (.admin, [.redeem, .undo, .hold, .reverse, .sell, .change, .look]),
            (.auditor, [.look]),
        ] as [(OperatorRole, [OperatorAct])])
    func `a role permits these acts and no others`(role: OperatorRole, acts: [OperatorAct]) {
        #expect(OperatorAct.allCases.filter(role.permits) == acts)
    }

    @Test func `only a partner's operator has to belong to an acceptor`() {
        #expect(OperatorRole.allCases.filter(\.belongsToAcceptor) == [.partner])
    }

    @Test func `no operator is named like a place and its operator`() {
        #expect(OperatorID("ana-7")?.text == "ana-7")
        for text in ["", "ana 7", "till-1/ana-7", "Ana Ionescu", "ăna"] {
            #expect(OperatorID(text) == nil)
        }
    }
}
