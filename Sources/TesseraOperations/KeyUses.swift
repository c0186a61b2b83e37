import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraToken

/// A key of the issuer and who takes codes that it seals.
package struct KeyUse: Sendable {
    /// The key, without its secret.
    package let entry: KeyStore.Entry
    /// The shops and partners that take its codes now, in order of their ids.
    package let acceptors: [ShopID]
    /// The devices that hold what checks them, in order of their ids; a retired key is in none.
    package let devices: [TillID]
}

extension Counter {
    /// All keys there ever were, with who uses each.
    ///
    /// - Throws: Infrastructure errors.
    /// - Source: T8, T10.
    package func keyUses() async throws(LedgerError) -> [KeyUse] {
        let register = try await register()
        let readers = register.acceptors.filter { $0.end == nil }
        return keys.entries.map { entry in
            let record = entry.record
            let acceptors = readers.filter {
                register.audiences(of: $0).contains(record.audience) && record.state != .retired
            }.map(\.id)
            let devices = register.devices.filter { device in
                guard case .active = device.epoch.standing else { return false }
                return acceptors.contains(device.acceptor) && record.state != .compromised
            }
            return KeyUse(entry: entry, acceptors: acceptors, devices: devices.map(\.id))
        }
    }
}
