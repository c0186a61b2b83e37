import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel

/// The last line of a backup, which says what stands before it.
///
/// It is text, so that `tail -n 1` shows it. It has one spelling; `docs/operations.md` lists its
/// words. Its last word is the SHA-256 of everything before the 64 digits, and that stays so in
/// every version.
struct BackupEnding: Hashable {
    /// The form that this program writes and reads.
    static let version = 1
    /// What every ending begins with, behind the line feed that ends the book.
    static let mark = Array("\nTESSBACK ".utf8)
    /// What stands before the digest.
    static let digestMark = Array(" sha256=".utf8)
    /// The digest in hexadecimal digits and a line feed.
    static let digestByteCount = 65
    /// No ending is longer.
    static let mostByteCount = 1_024

    /// When the copy was begun.
    let createdAt: Timestamp
    /// Eight bytes that tell the book from a restored one.
    let epoch: UInt64
    /// How many steps the form of the book has taken.
    let schema: Int
    /// How many operations were booked.
    let operations: Int
    /// How many vouchers were issued.
    let vouchers: Int
    /// How many vouchers have a row of their own.
    let vouchersInUse: Int
    /// How many members there are.
    let members: Int
    /// When the last operation was booked; `nil` if there was none.
    let lastRecorded: Timestamp?
    /// How many bytes of book stand before the ending.
    let bookByteCount: Int

    /// An ending for a copy.
    init(createdAt: Timestamp, contents: BookSnapshot.Contents, bookByteCount: Int) {
        self.createdAt = createdAt
        epoch = contents.epoch
        schema = contents.schema
        operations = contents.figures.operations
        vouchers = contents.figures.vouchers
        vouchersInUse = contents.figures.vouchersInUse
        members = contents.figures.members
        lastRecorded = contents.figures.lastRecorded
        self.bookByteCount = bookByteCount
    }

    /// Reads an ending; `nil` for anything but the one spelling.
    ///
    /// - Parameter bytes: From the mark to the mark of the digest, both included.
    init?(_ bytes: [UInt8]) {
        let words = String(decoding: bytes, as: UTF8.self).dropFirst()
            .split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 12 else { return nil }
        let values = words[2...].map { $0.drop { $0 != "=" }.dropFirst() }
        let numbers = values.map { Int($0) }
        guard let createdAt = Timestamp(rfc3339: String(values[0])),
            let epoch = UInt64(values[1], radix: 16), let schema = numbers[2],
            let operations = numbers[3], let vouchers = numbers[4], let inUse = numbers[5],
            let members = numbers[6], let byteCount = numbers[8]
        else { return nil }
        self.createdAt = createdAt
        self.epoch = epoch
        self.schema = schema
        self.operations = operations
        self.vouchers = vouchers
        vouchersInUse = inUse
        self.members = members
        lastRecorded = Timestamp(rfc3339: String(values[7]))
        bookByteCount = byteCount
        // Whatever is spelt otherwise was not written here.
        guard self.bytes == bytes else { return nil }
    }

    /// The ending without its digest.
    var bytes: [UInt8] {
        let words = [
            "\(BackupEnding.version)", "created=\(createdAt.rfc3339)", "epoch=\(epoch.epochText)",
            "schema=\(schema)", "operations=\(operations)", "vouchers=\(vouchers)",
            "in_use=\(vouchersInUse)", "members=\(members)", "last=\(lastRecorded?.rfc3339 ?? "-")",
            "bytes=\(bookByteCount)",
        ]
        return BackupEnding.mark + Array(words.joined(separator: " ").utf8)
            + BackupEnding.digestMark
    }

    /// How many bytes a backup with this ending has.
    var byteCount: Int { bookByteCount + bytes.count + BackupEnding.digestByteCount }

    /// Returns whether another ending tells of the same book, whatever form it has.
    func agrees(with other: BackupEnding) -> Bool {
        epoch == other.epoch && operations == other.operations && vouchers == other.vouchers
            && vouchersInUse == other.vouchersInUse && members == other.members
            && lastRecorded == other.lastRecorded
    }

    /// The digest as it ends the line.
    static func digestLine(_ digest: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] } + [0x0A]
    }
}

extension UInt64 {
    /// A ledger's epoch as people compare it: sixteen hexadecimal digits.
    var epochText: String {
        let digits = String(self, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
