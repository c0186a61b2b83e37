import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations

extension Ledger {
    /// Does something; where that asks for a shop, a partner or a till that is not there, the
    /// refusal says which was probably meant.
    ///
    /// - Throws: What the work throws; ``CLIError/unknownAcceptor(_:nearest:)``,
    ///   ``CLIError/unknownDevice(_:nearest:)``, ``CLIError/shopWithoutLimits(_:)`` in the place of
    ///   the ledger's own words, which know no other names.
    func suggesting<T>(_ settings: Settings, _ work: () async throws -> T) async throws -> T {
        do {
            return try await work()
        } catch LedgerError.unknownAcceptor(let id) {
            guard settings.shop(id) == nil else { throw CLIError.shopWithoutLimits(id) }
            let register = try await Register(of: self)
            let known = register.acceptors.map(\.id.text) + register.groups.map(\.id.text)
            throw CLIError.unknownAcceptor(id, nearest: Spelling.nearest(to: id.text, in: known))
        } catch LedgerError.unknownDevice(let id) {
            let known = try await Register(of: self).devices.map(\.id.text)
            // A till that is there was not paired so often; that the ledger says itself.
            guard !known.contains(id.text) else { throw LedgerError.unknownDevice(id) }
            throw CLIError.unknownDevice(id, nearest: Spelling.nearest(to: id.text, in: known))
        }
    }
}
