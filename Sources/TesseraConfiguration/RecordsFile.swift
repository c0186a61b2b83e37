import TesseraModel
import TesseraToken

/// The file of all key records: what is known about every key that ever was, without its secret.
///
/// - Source: T10; `docs/keys.md`.
struct RecordsFile {
    let isTraining: Bool
    /// One more with every change.
    let revision: UInt64
    /// The highest key id ever used; 0 if there was none.
    let highestKeyID: UInt16
    /// The highest epoch ever used; 0 if there was none.
    let highestEpoch: UInt16
    let entries: [KeyStore.Entry]

    static let name = "records.key"
    static let newName = ".records.key.new"
    static let mostByteCount = 2 << 20
    private static let headByteCount = 15
    private static let entryByteCount = 19

    /// The bytes of the file.
    func bytes() -> [UInt8] {
        var content: [UInt8] = [isTraining ? 1 : 0]
        content.append(number: highestKeyID)
        content.append(number: highestEpoch)
        content.append(number: revision)
        content.append(number: UInt16(entries.count))
        for entry in entries { RecordsFile.append(entry, to: &content) }
        return KeyFileLayout.records.file(content)
    }

    private static func append(_ entry: KeyStore.Entry, to content: inout [UInt8]) {
        let record = entry.record
        content.append(number: record.id.number)
        content.append(record.suite.rawValue)
        content.append(record.kinds.rawValue)
        content.append(number: record.audience.number)
        for day in [record.signFrom, record.signTo, record.acceptUntil] {
            content.append(number: UInt16(clamping: day.number))
        }
        content.append(record.state.rawValue)
        content.append(number: record.checkValue)
        content.append(number: entry.epoch)
    }
}

extension RecordsFile {
    /// Reads a file that is whole.
    init(_ file: [UInt8]) throws(KeyFileFault) {
        let content = try KeyFileLayout.records.content(of: file)
        var reader = ByteReader(content)
        guard reader.remaining >= RecordsFile.headByteCount else { throw .field("length") }
        let flags = reader.number(UInt8.self)
        guard flags <= 1 else { throw .field("flags") }
        isTraining = flags == 1
        highestKeyID = reader.number(UInt16.self)
        highestEpoch = reader.number(UInt16.self)
        revision = reader.number(UInt64.self)
        let count = Int(reader.number(UInt16.self))
        guard reader.remaining == count * RecordsFile.entryByteCount else {
            throw .field("length")
        }
        var entries: [KeyStore.Entry] = []
        for _ in 0..<count {
            let entry = try RecordsFile.entry(&reader)
            guard entry.record.id.number <= highestKeyID, entry.epoch <= highestEpoch else {
                throw .field("highest key")
            }
            guard entries.last.map({ $0.record.id < entry.record.id }) ?? true else {
                throw .field("key id")
            }
            entries.append(entry)
        }
        self.entries = entries
    }

    private static func entry(_ reader: inout ByteReader) throws(KeyFileFault) -> KeyStore.Entry {
        let id = KeyID(reader.number(UInt16.self))
        let suite = Suite(rawValue: reader.number(UInt8.self))
        let kinds = KindSet(rawValue: reader.number(UInt8.self))
        let audience = Audience(reader.number(UInt16.self))
        let days = (0..<3).map { _ in Day(civilNumber: Int(reader.number(UInt16.self))) }
        let state = KeyState(rawValue: reader.number(UInt8.self))
        let checkValue = reader.number(UInt32.self)
        let epoch = reader.number(UInt16.self)
        guard id.isAssignable else { throw .field("key id") }
        guard let suite else { throw .field("suite") }
        guard !kinds.isEmpty, kinds.isSubset(of: .all) else { throw .field("kinds") }
        guard audience.isAssignable else { throw .field("audience") }
        guard days[0] <= days[1], days[1] <= days[2] else { throw .field("days") }
        guard let state else { throw .field("state") }
        guard epoch != 0 else { throw .field("epoch") }
        let record = KeyRecord(
            id: id, suite: suite, kinds: kinds, audience: audience, signFrom: days[0],
            signTo: days[1], acceptUntil: days[2], state: state, checkValue: checkValue)
        return KeyStore.Entry(record: record, epoch: epoch)
    }
}
