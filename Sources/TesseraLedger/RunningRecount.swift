import Synchronization
import TesseraModel

/// A recount that an export feeds.
final class RunningRecount: Sendable {
    private let zone: IssuerZone
    private let recount: Mutex<Recount>

    init(zone: IssuerZone) {
        self.zone = zone
        recount = Mutex(Recount(zone: zone))
    }

    func take(_ record: LedgerRecord) {
        recount.withLock { $0.take(record) }
    }

    func breakOff() {
        recount.withLock { $0.find("export", "breaks off at a record that cannot be read") }
    }

    func finish() -> LedgerAudit {
        recount.withLock { recount in
            defer { recount = Recount(zone: zone) }
            return recount.finish()
        }
    }
}
