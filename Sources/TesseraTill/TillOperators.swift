import TesseraLedger
import TesseraModel
import TesseraVerification

extension OfflineTill {
    /// Refuses whoever the kit does not let do something; nobody named is nobody refused.
    ///
    /// - Throws: ``LedgerError/operatorNotAllowed(_:_:)``. Somebody who was dismissed before the
    ///   kit was made, or who works elsewhere, is not in it.
    /// - Source: concept 12.
    func admit(_ worker: OperatorID?, to act: OperatorAct, _ kit: Kit) throws(LedgerError) {
        guard let worker else { return }
        guard let known = kit.operators.first(where: { $0.id == worker }) else {
            throw .operatorNotAllowed(worker, .unknown)
        }
        guard known.role.permits(act) else {
            throw .operatorNotAllowed(worker, .role(known.role, act))
        }
    }
}
