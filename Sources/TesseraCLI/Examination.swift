import TesseraAnswers
import TesseraConfiguration
import TesseraJournal
import TesseraLedger
import TesseraToken
import TesseraModel
import TesseraPremises
import TesseraPrint
import TesseraScan

/// The checks of `tessera doctor`, in the order in which one needs the other.
struct Examination {
    /// One thing that is looked at.
    struct Check: Sendable {
        /// What people see before the answer.
        let name: String
        fileprivate let look: @Sendable (inout Examination) throws -> CheckResult
    }

    static let checks = [
        Check(name: "folder") { try $0.folder() },
        Check(name: "settings") { try $0.readSettings() },
        Check(name: "zone") { try $0.zone() },
        Check(name: "keys") { try $0.keyFiles() },
        Check(name: "secrets") { try $0.secrets() },
        Check(name: "signing") { try $0.signing() },
        Check(name: "book") { try $0.openBook() },
        Check(name: "recount") { try $0.recount() },
        Check(name: "clock") { try $0.clockAgainstBook() },
        Check(name: "disk") { try $0.room() },
        Check(name: "pictures") { try $0.pictures() },
    ]

    /// Below this much room on the disk bookings may soon fail, in bytes.
    static let leastRoom: UInt64 = 200 << 20

    private let shop: ShopOptions
    private var settings: Settings?
    private var entries: [KeyStore.Entry]?
    private var store: KeyStore?
    private var figures: LedgerFigures?

    init(shop: ShopOptions) { self.shop = shop }

    /// Carries out one check; whatever it meets becomes its result.
    mutating func result(of check: Check) -> CheckResult {
        do {
            return try check.look(&self)
        } catch let error as any ExplainedError {
            return CheckResult(error)
        } catch {
            return .problem("A fault of ours: \(error).", code: "fault", remedy: nil)
        }
    }

    private func folder() throws -> CheckResult {
        let path = shop.folder
        guard let names = try Folders.names(in: path) else {
            return .problem(
                "There is no folder \(path).", code: "file_missing",
                remedy: "Make one with: tessera init.")
        }
        for name in [""] + names.filter({ $0 == Settings.fileName || $0.hasPrefix("ledger.") }) {
            let file = name.isEmpty ? path : "\(path)/\(name)"
            let rights = try Folders.rights(on: file)
            guard rights.isMine else {
                return .problem(
                    "\(file) belongs to another user.", code: "file_not_permitted",
                    remedy: "Run as that user, or give it to this user with chown.")
            }
            guard rights.mode & 0o077 == 0 || name == Settings.fileName && rights.mode & 0o022 == 0
            else {
                throw CLIError.openToOthers(file)
            }
        }
        return .good("\(path), for its owner only")
    }

    private mutating func readSettings() throws -> CheckResult {
        let read = try shop.settings()
        settings = read
        // The files that it names are there and are what they should be.
        _ = try read.brand.logo()
        _ = try read.refusedPasswords?.contain("")
        return .good("\(read.issuerName), \(read.currency.code), \(read.shops.count) shops")
    }

    private func zone() throws -> CheckResult {
        guard let settings else { return .skipped }
        let now = try SystemClock(isTraining: settings.isTraining).now()
        return .good("\(settings.zone.name), where it is \(settings.zone.listed(now))")
    }

    private mutating func keyFiles() throws -> CheckResult {
        let folder = KeyFolder(shop.keysFolder)
        let found = try folder.entries()
        entries = found
        let sort = found.contains { $0.record.id.isTraining } ? "training keys" : "keys"
        let locked = try folder.isSealed() ? ", locked with a passphrase" : ""
        return .good("\(found.count) \(sort)\(locked)")
    }

    private mutating func secrets() throws -> CheckResult {
        guard entries != nil else { return .skipped }
        let keys = try shop.keys()
        store = keys
        if let settings, settings.isTraining != keys.isTraining {
            return .problem(
                "The keys are \(keys.isTraining ? "for training" : "live"), and the settings say "
                    + "training: \(settings.isTraining ? "yes" : "no").", code: "mixed_training",
                remedy: "Change the line in \(Settings.fileName) to the sort of the keys.")
        }
        return .good("every secret belongs to its key")
    }

    private func signing() throws -> CheckResult {
        guard let settings, let store else { return .skipped }
        let today = settings.zone.day(at: try shop.clock().now())
        var first: Day?
        for kind in TokenKind.allCases {
            let record = try store.signingKey(for: kind, audience: .ownShops).record
            guard record.signFrom <= today, today <= record.signTo else {
                return .problem(
                    "Key \(record.id.number) for \(kind.name) codes signs from "
                        + "\(record.signFrom.text) to \(record.signTo.text) only.",
                    code: "outside_key_days", remedy: "Make new keys with: tessera key rotate.")
            }
            first = min(first ?? record.signTo, record.signTo)
        }
        return .good("a key for each kind, until \(first?.text ?? "the end")")
    }

    private mutating func openBook() throws -> CheckResult {
        // Figures need no days, so a broken configuration does not hide them.
        let place = try BookPlace(try? shop.settings(), in: shop.folder)
        let found = try waiting {
            try await place.read(zone: .utc) { try await $0.figures() }
        }
        figures = found
        return .good(
            "\(found.operations.counted("operation")), \(found.vouchers.counted("voucher"))")
    }

    private func recount() throws -> CheckResult {
        guard figures != nil, let settings = try? shop.settings() else { return .skipped }
        let place = try shop.bookPlace(settings)
        let audit = try waiting {
            try await place.read(zone: settings.zone) { try await $0.wholeAudit() }
        }
        guard let finding = audit.findings.first else {
            return .good("the book agrees with its history")
        }
        let error = CLIError.bookDamaged(findings: audit.findings.count)
        return .problem(
            "\(error.message) First: \(finding.record): \(finding.problem).", code: error.code,
            remedy: error.hint)
    }

    private func clockAgainstBook() throws -> CheckResult {
        guard let figures, entries != nil else { return .skipped }
        let now = try shop.clock().now()
        _ = try LedgerClock(lastRecorded: figures.lastRecorded).reading(now)
        return .good("not behind the book")
    }

    private func room() throws -> CheckResult {
        let free = try Folders.freeByteCount(at: shop.folder)
        guard free >= Examination.leastRoom else {
            return .problem(
                "Only \(free >> 20) MiB are left where the data folder is.", code: "disk_full",
                remedy: "Make room on the disk.")
        }
        let isLarge = free >> 30 > 0
        return .good("\(isLarge ? free >> 30 : free >> 20) \(isLarge ? "GiB" : "MiB") free")
    }

    /// Draws a code, reads it back, and asks for photographs.
    private func pictures() throws -> CheckResult {
        let text = "TZ1DOCTOR"
        let picture = try GreyPicture(reading: QRSymbol(text).png())
        let read = try QRReader().texts(
            width: picture.width, height: picture.height, grey: picture.grey)
        guard read == [text] else {
            return .problem(
                "A code that was drawn is not read back.", code: "no_code_found", remedy: nil)
        }
        do throws(PrintError) {
            // No photograph: it only shows whether there is anything to read one with.
            _ = try GreyPicture(reading: [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0xFF, 0xD9])
        } catch .libraryMissing(let package) {
            throw PrintError.libraryMissing(package: package)
        } catch {}
        return .good("codes are drawn and read back, PNG and JPEG")
    }
}
