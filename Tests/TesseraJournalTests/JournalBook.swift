import TesseraJournal
import TesseraLedger
import TesseraModel
import TesseraTestSupport

/// A book on which everything that there is was done.
enum JournalBook {
    static let epoch: UInt64 = 0x0102_0304_0506_0708

    /// Books a little of everything, refusals included; the same for the same seed.
    static func fill(_ ledger: any Ledger, seed: UInt64, count: Int) async throws {
        var random = RandomOperation(seed: seed)
        var positions = (0...3).map { Sample.position(UInt16($0), 0) }
        var past: [OperationID] = []
        var time = try await ledger.figures().lastRecorded ?? Sample.noon
        while past.count < count {
            let id = OperationID(high: seed, low: UInt64(past.count + 1))
            time = time.advanced(byMilliseconds: Int64(random.int(0...40_000)))
            let wish = wish(&random, positions: positions, past: past)
            let place: Place? =
                isOfTheOffice(wish)
                ? nil
                : Place(
                    shop: random.bool() ? Sample.harbour : Sample.market,
                    till: random.bool() ? Sample.till1 : Sample.till2)
            let request = BookingRequest(
                operation: id, wish: wish, place: place, time: time,
                profile: isEnrolment(wish) ? Sample.profile("Ana") : nil)
            do throws(LedgerError) {
                let booked = try await ledger.book(request)
                if case .issued(let batches) = booked.operation.outcome {
                    positions += batches.map(\.first)
                }
            } catch {
                guard error == .memberNumberTaken(member) || error == .wishUnfit else {
                    throw error
                }
                continue
            }
            past.append(id)
        }
    }

    private static let member: MemberNumber = {
        guard let number = MemberNumber(7) else { preconditionFailure("7 is a number.") }
        return number
    }()

    private static let points: AssetTerms = {
        guard let asset = AssetTerms(name: "points", scale: 0, allowsDebt: false) else {
            preconditionFailure("The name of a sample is misspelt.")
        }
        return asset
    }()

    private static func isOfTheOffice(_ wish: Wish) -> Bool {
        switch wish {
        case .redeem, .hold, .capture, .release, .undo, .basket: false
        default: true
        }
    }

    private static func isEnrolment(_ wish: Wish) -> Bool {
        if case .enrol = wish { true } else { false }
    }

    private static func wish(
        _ random: inout RandomOperation, positions: [VoucherPosition], past: [OperationID]
    ) -> Wish {
        let position = positions[random.int(0...positions.count - 1)]
        let earlier = past.isEmpty ? random.id() : past[random.int(0...past.count - 1)]
        let holding = Holding(member: member, asset: points)
        let holder = random.maybe(member)
        let euros = Sample.euros(cents: Int64(random.int(1...3_000)))
        switch random.int(0...19) {
        case 0, 1:
            return .issue([Sample.gift(cents: 5_000, count: 3), Sample.entitlement(uses: 2)])
        case 2: return .enrol(member, card: Sample.enrolment(7, operation: earlier).card)
        case 3...6: return .redeem(position, .amount(euros), holder: holder)
        case 7: return .redeem(position, .uses(1), holder: holder)
        case 8, 9: return .hold(position, .amount(euros), holder: holder, milliseconds: 60_000)
        case 10: return .capture(earlier, amount: random.bool() ? nil : 5)
        case 11: return .release(earlier)
        case 12: return .undo(earlier)
        case 13: return .reverse(earlier, amount: random.bool() ? nil : 3, reason: "faulty")
        case 14:
            let other = positions[random.int(0...positions.count - 1)]
            return .basket([position, other], due: euros, holder: holder)
        case 15: return .change(position, random.action())
        case 16:
            return .setLimit(
                LimitTerms(scope: .gifts, key: .till, period: .day, most: .value(euros)))
        case 17: return .endLimit(LimitID(Int64(random.int(1...3))))
        case 18:
            return .credit(
                holding, amount: euros.minorUnits, last: random.maybe(Sample.day("2026-12-02")),
                reason: "welcome")
        default: return .debit(holding, amount: euros.minorUnits, reason: "")
        }
    }
}

/// A journal file in memory.
struct JournalBytes {
    var bytes: [UInt8]

    /// Seals what is there and exports it.
    init(of ledger: any Ledger) async throws {
        _ = try await Sealer(ledger: ledger).seal()
        var bytes: [UInt8] = []
        _ = try await ledger.exportJournal(epoch: JournalBook.epoch, pageSize: 3) { bytes += $0 }
        self.bytes = bytes
    }

    init(_ lines: [[UInt8]]) { bytes = lines.flatMap { $0 + [10] } }

    var lines: [[UInt8]] { bytes.dropLast().split(separator: 10).map(Array.init) }

    /// A reader that gets the file in pieces.
    func reader(pieceSize: Int = 100) throws(JournalError) -> JournalReader {
        var rest = bytes[...]
        return try JournalReader { () throws(JournalError) in
            defer { rest = rest.dropFirst(pieceSize) }
            return Array(rest.prefix(pieceSize))
        }
    }

    /// All operations of a file that is whole.
    func read(pieceSize: Int = 100) throws(JournalError) -> [SealedOperation] {
        var reader = try reader(pieceSize: pieceSize)
        var all: [SealedOperation] = []
        while let next = try reader.next() { all.append(next) }
        return all
    }

    /// Why it cannot be read; `nil` if it can.
    var fault: JournalError? {
        do throws(JournalError) {
            _ = try read(pieceSize: 4_096)
            return nil
        } catch {
            return error
        }
    }
}

extension JournalError {
    /// The line that an error about a file names.
    var line: Int? {
        switch self {
        case .unreadableRecord(let line, _), .outOfOrder(let line, _, _),
            .recordChanged(let line, _, _), .journalCut(let line), .endMismatch(let line, _),
            .bytesAfterEnd(let line):
            line
        case .notAJournal, .formatNewer: 1
        default: nil
        }
    }
}
