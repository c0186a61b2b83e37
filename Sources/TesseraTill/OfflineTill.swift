import TesseraClaims
import TesseraLedger
import TesseraModel
import TesseraToken
import TesseraVerification

/// A counter without a network: a pairing, a kit and a log, and no ledger.
///
/// 1  What it takes is on its disk before it says yes, and nothing else decides: after a restart it
///    knows the same.
/// 2  It takes no more than the kit's limits allow, beyond what was put aside for it.
/// 3  The same operation id gets the same answer. A refusal takes nothing and is not kept: asked
///    again, it is decided again.
///
/// One process works with a till's folder at a time, from one thread.
///
/// - Source: T12, T19, L14, L15, R3, R12; F23, F24.
package final class OfflineTill {
    /// What makes this machine a till.
    package let pairing: Pairing
    /// The kit that it stands on; `nil` before the first one.
    package internal(set) var kit: Kit?
    /// What was cut off the log when it was opened; it was never accepted.
    package var tornEnd: ClaimLog.TornEnd? { log.tornEnd }

    let folder: TillFolder
    let clock: any WallClock
    let log: ClaimLog
    var memory: TillMemory
    var shelf: ReceiptShelf
    var verifier: Verifier?
    // Without the kit's statuses: to tell what a refused code is.
    var plainVerifier: Verifier?
    /// Everything up to this record is in the statuses of the kit.
    var reflected: Int64 = 0
    private let lock: TillLock

    /// Opens a till's folder.
    ///
    /// - Parameters:
    ///   - path: The folder.
    ///   - clock: The wall clock.
    /// - Throws: ``TillError/notPaired(_:)``, ``TillError/logRolledBack(known:last:)``;
    ///   ``ClaimError``; ``VerificationError`` for a kit that is not as it was taken.
    package init(_ path: String, clock: any WallClock) throws {
        folder = TillFolder(path)
        pairing = try OfflineTill.pairing(in: path)
        self.clock = clock
        lock = try TillLock(folder)
        shelf = try ReceiptShelf(folder.folder("receipts"), of: pairing)
        var memory = TillMemory()
        log = try ClaimLog(
            OfflineTill.logFolder(folder, pairing.epoch), device: pairing.device,
            epoch: pairing.epoch, key: pairing.key
        ) { memory.note($0) }
        self.memory = memory
        if let latest = try shelf.latest(), latest.last >= log.next {
            throw TillError.logRolledBack(known: latest.last, last: log.next - 1)
        }
        try stand(on: try OfflineTill.kitFolder(folder, pairing).kit())
    }

    /// Lets go of the folder, so that another process may work there; nothing is done here after.
    package func close() { lock.release() }

    /// The pairing of a till's folder, which says whether the till is for training.
    ///
    /// - Throws: ``TillError/notPaired(_:)``; ``ClaimError/readableByOthers(_:)``,
    ///   ``ClaimError/damaged(_:)``.
    package static func pairing(in path: String) throws -> Pairing {
        let bytes = try TillFolder(path).contents(of: pairingName, isSecret: true)
        guard let bytes else { throw TillError.notPaired(path) }
        return try PairingFile.pairing(bytes)
    }

    static let pairingName = "pairing"

    static func logFolder(_ folder: TillFolder, _ epoch: UInt32) -> TillFolder {
        folder.folder("log-\(epoch)")
    }

    static func kitFolder(_ folder: TillFolder, _ pairing: Pairing) -> KitFolder {
        KitFolder(
            "\(folder.path)/kit",
            pin: KitPin(
                publicKey: pairing.kitKey, acceptor: pairing.acceptor, device: pairing.device))
    }

    /// Decides with a kit from now on.
    func stand(on kit: Kit?) throws {
        if let kit { try OfflineTill.check(kit, for: pairing) }
        self.kit = kit
        let verifier = kit?.verifier
        self.verifier = verifier
        plainVerifier = kit.map {
            Verifier(
                ring: verifier?.ring ?? KeyRing([]), zone: $0.zone, audiences: $0.audiences,
                acceptsTraining: $0.isTraining)
        }
        reflected = 0
        guard let kit else { return }
        // An answer of the same instant may have come after the kit was made.
        if let receipt = try shelf.latest(before: kit.edition.issuedAt) {
            reflected = receipt.acknowledged(from: log.first)
        }
    }

    static func check(_ kit: Kit, for pairing: Pairing) throws {
        guard kit.isTraining == pairing.isTraining else {
            throw TillError.trainingMismatch(tillIsTraining: pairing.isTraining)
        }
    }

    /// The time of what is done now: the wall clock's, or the last record's while that is a little
    /// ahead.
    ///
    /// - Throws: ``TillError/clockBehindLog(wall:lastRecorded:)``.
    func now() throws(TillError) -> Timestamp {
        let wall = clock.now()
        do throws(LedgerError) {
            return try LedgerClock(lastRecorded: log.lastTime).reading(wall)
        } catch {
            throw .clockBehindLog(wall: wall, lastRecorded: log.lastTime ?? wall)
        }
    }
}

extension SyncReceipt {
    /// Up to which record the issuer has everything that this log can still send.
    func acknowledged(from first: Int64) -> Int64 {
        guard let gap = gaps.first(where: { $0.upperBound >= first }) else { return last }
        return max(gap.lowerBound, first) - 1
    }
}
