import TesseraClaims
import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// What is on the disk after anything.
///
/// - Source: L14; F23.
struct ClaimLogTests {
    @Test func `an opened log says what was appended and goes on from there`() throws {
        let scene = try LogScene()
        let written = try scene.append(3, to: scene.open().log)

        let (log, read) = try scene.open()
        let fourth = try scene.append(1, to: log)

        #expect(read == written)
        #expect(read.map(\.record.sequence) == [1, 2, 3])
        #expect(read[0].record.previous == .beginning)
        #expect(read[1].record.previous == read[0].hash)
        #expect(fourth[0].record.previous == read[2].hash)
        #expect(fourth[0].record.sequence == 4)
        #expect(log.tornEnd == nil)
        #expect(log.lastTime == Sample.noon.advanced(byMilliseconds: 3_000))
    }

    @Test func `a log cut at any byte keeps every whole record and drops the rest`() throws {
        let scene = try LogScene()
        let written = try scene.append(3, to: scene.open().log)
        let path = try scene.files[0]
        let whole = try scene.bytes(path)
        let frames = written.map { $0.bytes.count + 4 }
        let header = whole.count - frames.reduce(0, +)

        for count in header..<whole.count {
            try scene.write(Array(whole.prefix(count)), to: path)
            let kept = count < header + frames[0] ? 0 : count < header + frames[0] * 2 ? 1 : 2
            let torn = count - header - frames.prefix(kept).reduce(0, +)

            let (log, read) = try scene.open()

            #expect(read == Array(written.prefix(kept)))
            #expect(log.tornEnd?.byteCount == (torn == 0 ? nil : torn))
            #expect(try scene.bytes(path).count == count - torn)
            #expect(try scene.append(1, to: log)[0].record.sequence == Int64(kept) + 1)
        }
    }

    @Test func `a record that only its length was kept of is dropped`() throws {
        let scene = try LogScene()
        let written = try scene.append(2, to: scene.open().log)
        let path = try scene.files[0]
        let whole = try scene.bytes(path)
        let last = written[1].bytes.count + 4

        for zeros in [last, last - 4, last / 2, 16] {
            let kept = Array(whole.dropLast(zeros))
            try scene.write(kept + [UInt8](repeating: 0, count: zeros), to: path)

            let (log, read) = try scene.open()

            #expect(read == [written[0]])
            #expect(log.tornEnd == ClaimLog.TornEnd(sequence: 2, byteCount: last))
        }
    }

    @Test func `any changed bit is found and nothing is dropped`() throws {
        let scene = try LogScene()
        let written = try scene.append(3, to: scene.open().log)
        let path = try scene.files[0]
        let whole = try scene.bytes(path)
        let frame = written[0].bytes.count + 4
        let header = whole.count - 3 * frame

        for bit in 0..<(whole.count * 8) {
            var bytes = whole
            bytes[bit / 8] ^= 1 << (bit % 8)
            try scene.write(bytes, to: path)
            let index = max(0, bit / 8 - header) / frame

            switch scene.refusal() {
            case .logDamaged(let record, _): #expect(record == Int64(index) + 1, "bit \(bit)")
            case .newer(.log, _): #expect(bit / 8 == 5)
            default: Issue.record("bit \(bit) was not noticed")
            }
            #expect(try scene.bytes(path) == bytes)
        }
    }

    @Test func `a record taken out of the middle is found`() throws {
        let scene = try LogScene()
        let written = try scene.append(3, to: scene.open().log)
        let path = try scene.files[0]
        let whole = try scene.bytes(path)
        let frame = written[0].bytes.count + 4
        let header = whole.count - 3 * frame

        try scene.write(
            Array(whole.prefix(header + frame) + whole.suffix(frame)), to: path)

        #expect(throws: ClaimError.logDamaged(record: 2, .chain)) { try scene.open() }
    }

    @Test func `another till's key and another pairing open nothing`() throws {
        let scene = try LogScene()
        try scene.append(1, to: scene.open().log)

        #expect(throws: ClaimError.logDamaged(record: 1, .header)) {
            try scene.open(key: LogScene.key(8))
        }
        #expect(throws: ClaimError.logDamaged(record: 1, .header)) { try scene.open(epoch: 2) }
    }

    @Test func `a log goes on in a new file and is read across all of them`() throws {
        let scene = try LogScene()
        let written = try scene.append(10, to: scene.open(segment: 3).log)

        let (log, read) = try scene.open(segment: 3)

        #expect(try scene.files.count == 4)
        #expect(read == written)
        #expect(try log.claims(from: 1) == written)
        #expect(try log.claims(from: 6) == Array(written.suffix(5)))
        #expect(try log.claims(from: 3, most: 4) == Array(written[2..<6]))
        #expect(try log.claims(from: 11) == [])
    }

    @Test(arguments: 0..<4) func `a file that is gone is named`(index: Int) throws {
        let scene = try LogScene()
        try scene.append(10, to: scene.open(segment: 3).log)
        let name = try scene.folder.names()[index]

        try scene.folder.remove(name)

        switch index {
        case 0: #expect(try scene.open(segment: 3).log.first == 4)
        // The last file is gone with what it held: only receipts can tell.
        case 3: #expect(try scene.open(segment: 3).log.next == 10)
        default:
            #expect(throws: ClaimError.logDamaged(record: Int64(3 * index + 1), .missing)) {
                try scene.open(segment: 3)
            }
        }
    }

    @Test func `files that are acknowledged and old go, and the chain goes on`() throws {
        let scene = try LogScene()
        let log = try scene.open(segment: 3).log
        let written = try scene.append(10, to: log)
        let later = Sample.noon.advanced(byMilliseconds: 3_600_000)

        try log.prune(through: 5, before: later)
        #expect(log.first == 4)
        try log.prune(through: 9, before: Sample.noon.advanced(byMilliseconds: 7_500))
        #expect(log.first == 7)
        try log.prune(through: 100, before: later)

        let (reopened, read) = try scene.open(segment: 3)
        #expect(read == [written[9]])
        #expect(reopened.first == 10)
        #expect(try scene.append(1, to: reopened)[0].record.previous == written[9].hash)
    }

    @Test func `what an interrupted new file left is no record`() throws {
        let scene = try LogScene()
        let written = try scene.append(3, to: scene.open(segment: 3).log)
        try scene.write([1, 2, 3], to: "\(scene.folder.path)/claims-0000000000000000004.draft")

        let (log, read) = try scene.open(segment: 3)

        #expect(read == written)
        #expect(try scene.append(1, to: log)[0].record.sequence == 4)
        #expect(try scene.open(segment: 3).claims.count == 4)
    }

    @Test func `one process works in a folder at a time`() throws {
        let scene = try LogScene()
        let folder = TillFolder(scene.home.path)
        let first = try TillLock(folder)

        let refusal = #expect(throws: ClaimError.self) { try TillLock(folder) }
        guard case .logInUse(let processID)? = refusal else {
            Issue.record("two hold the folder")
            return
        }
        #expect(processID > 0)
        first.release()
        _ = try TillLock(folder)
    }
}
