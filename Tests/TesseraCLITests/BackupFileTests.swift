import Foundation
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

@testable import TesseraCLI

/// Backups that are not as they were written.
struct BackupFileTests {
    /// A backup of a book with one gift card, its bytes and where another can be put.
    private struct Written {
        let folder: TemporaryFolder
        let bytes: Data
        let ending: BackupEnding
        var path: String { folder.path + "/other" }

        init() async throws {
            let book = try await Store.sqlite.open()
            _ = try await book.ledger.issue(
                IssueRequest(
                    operation: OperationIDs().next(), orders: [Sample.gift()], time: Sample.noon))
            folder = try TemporaryFolder()
            let shop = try #require(book.folder).path
            let draft = try BackupDraft(for: folder.path + "/backup")
            ending = try draft.write(bookOf: shop, at: Sample.noon) { _, _ in }
            bytes = try Data(contentsOf: URL(filePath: folder.path + "/backup"))
        }

        /// What reading some bytes as a backup gives.
        func read(_ bytes: Data) throws -> BackupEnding {
            try bytes.write(to: URL(filePath: path))
            return try BackupFile(path).read(into: nil) { _ in }
        }

        /// The same backup with another last line and its digest.
        func ended(_ line: String) throws -> Data {
            let text = Array(bytes.prefix(ending.bookByteCount)) + Array(line.utf8)
            return Data(text + BackupEnding.digestLine(Digest.sha256(text)))
        }
    }

    @Test
    func `a backup reads back as it was written`() async throws {
        let written = try await Written()

        #expect(try written.read(written.bytes) == written.ending)

        let line = String(
            decoding: written.bytes.suffix(written.bytes.count - written.ending.bookByteCount),
            as: UTF8.self)
        #expect(
            line.hasPrefix(
                "\nTESSBACK 1 created=2026-12-01T12:00:00Z epoch=0102030405060708 schema="))
        #expect(
            line.contains(
                " operations=1 vouchers=1 in_use=0 members=0 last=2026-12-01T12:00:00Z bytes="))
        #expect(written.ending.byteCount == written.bytes.count)
    }

    @Test
    func `a backup is for its owner only and leaves nothing beside it`() async throws {
        let written = try await Written()
        let path = written.folder.path + "/backup"

        #expect(try Folders.rights(on: path).mode == 0o600)
        #expect(try Folders.names(in: written.folder.path) == ["backup"])
        #expect(throws: CLIError.fileExists(path)) { _ = try BackupDraft(for: path) }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `a flipped bit of the book is found`(seed: UInt64) async throws {
        let written = try await Written()
        var random = SeededRandom(seed: seed)

        for _ in 0..<25 {
            var flipped = written.bytes
            let index = Int.random(in: 0..<written.ending.bookByteCount, using: &random)
            flipped[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            #expect(throws: CLIError.backupDamaged(written.path), "byte \(index)") {
                try written.read(flipped)
            }
        }
    }

    @Test
    func `a flipped bit of the last line is found`() async throws {
        let written = try await Written()
        let damages: [CLIError] = [.backupDamaged(written.path), .backupCut(written.path)]

        for index in written.ending.bookByteCount..<written.bytes.count {
            for bit in 0..<8 {
                var flipped = written.bytes
                flipped[index] ^= 1 << UInt8(bit)
                let error = #expect(throws: CLIError.self, "byte \(index) bit \(bit)") {
                    try written.read(flipped)
                }
                #expect(error.map(damages.contains) == true, "byte \(index) bit \(bit)")
            }
        }
    }

    @Test
    func `every cut is found`() async throws {
        let written = try await Written()
        let book = written.ending.bookByteCount
        let inBook = [0, 1, 15, 16, 17, 99, 100, 101] + stride(from: 512, to: book, by: 509)

        for length in inBook + Array(book..<written.bytes.count) {
            #expect(throws: CLIError.backupCut(written.path), "\(length) bytes") {
                try written.read(written.bytes.prefix(length))
            }
        }
    }

    @Test
    func `what was put behind a backup is found`() async throws {
        let written = try await Written()

        #expect(throws: CLIError.backupDamaged(written.path)) {
            try written.read(written.bytes + Data("\n".utf8))
        }
    }

    @Test
    func `a backup of a later program is said to be one`() async throws {
        let written = try await Written()
        let later = try written.ended("\nTESSBACK 2 something else sha256=")

        #expect(throws: CLIError.backupNewer(written.path, format: "2")) { try written.read(later) }
    }

    @Test(arguments: [
        "\nTESSBACK 1 sha256=",
        "\nTESSBACK 1 created=2026-12-01T12:00:00Z epoch=1 schema=1 operations=1 vouchers=1"
            + " in_use=0 members=0 last=- bytes=4096 sha256=",
    ])
    func `a last line that is spelt otherwise is refused`(line: String) async throws {
        let written = try await Written()
        let other = try written.ended(line)

        #expect(throws: CLIError.backupDamaged(written.path)) { try written.read(other) }
    }

    @Test
    func `what is no backup is said to be none`() async throws {
        let written = try await Written()
        let book = try await Store.sqlite.open()
        let shop = try #require(book.folder).path
        let live = try Data(contentsOf: URL(filePath: shop + "/ledger.sqlite"))

        for other in [Data("Dear customer,\n".utf8), Data(count: 5_000), live] {
            #expect(throws: CLIError.notABackup(written.path)) { try written.read(other) }
        }
        #expect(throws: CLIError.notABackup(shop)) { _ = try BackupFile(shop) }
    }
}
