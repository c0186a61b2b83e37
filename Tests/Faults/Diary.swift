internal import CRecorder
import Foundation

/// What a disk was asked while a book worked on it, in order.
///
/// - Source: L7, L8.
struct Diary: Sendable {
    /// The files that a book has.
    enum File: UInt8, CaseIterable, Sendable {
        case book
        case log
        case journal

        var name: String {
            switch self {
            case .book: "ledger.sqlite"
            case .log: "ledger.sqlite-wal"
            case .journal: "ledger.sqlite-journal"
            }
        }
    }

    /// What a client said between what the disk was asked.
    enum Mark: Int64, Sendable {
        case sent
        case answered
    }

    /// One thing that was asked or said.
    enum Entry: Sendable {
        /// Bytes of the diary, written at an offset.
        case written(File, offset: Int, Range<Int>)
        /// Cut to a length.
        case cut(File, length: Int)
        /// The system said that all of it is on the disk.
        case synced(File)
        /// The file was not there before.
        case made(File)
        /// The file is gone, and perhaps the folder was synced.
        case removed(File, isFolderSynced: Bool)
        /// A client's mark with the number of its errand.
        case marked(Mark, number: Int)
    }

    /// What a diary cannot be read for.
    enum Fault: Error {
        /// It could not be kept, or not to its end.
        case notKept
        /// It holds what the recorder never writes.
        case unreadable
    }

    /// Everything, in order.
    let entries: [Entry]
    /// What was written, where the entries say.
    let bytes: [UInt8]

    /// Keeps a diary of all that is done with books meanwhile, in a file that must not be there.
    static func kept(at path: String, while work: () async throws -> Void) async throws -> Diary {
        guard unsafe tessera_recorder_begin(path) == 0 else { throw Fault.notKept }
        do {
            try await work()
        } catch {
            tessera_recorder_end()
            throw error
        }
        guard tessera_recorder_end() == 0 else { throw Fault.notKept }
        return try Diary(bytes: [UInt8](Data(contentsOf: URL(fileURLWithPath: path))))
    }

    /// Writes a mark between what the disk is asked.
    static func mark(_ mark: Mark, number: Int) {
        tessera_recorder_mark(mark.rawValue, Int64(number))
    }

    private init(bytes: [UInt8]) throws {
        let headByteCount = 22
        var entries: [Entry] = []
        var index = 0
        while index < bytes.count {
            guard index + headByteCount <= bytes.count else { throw Fault.unreadable }
            let offset = Int(bytes.integer(at: index + 2, byteCount: 8))
            let aside = Int(bytes.integer(at: index + 10, byteCount: 8))
            let start = index + headByteCount
            let end = start + Int(bytes.integer(at: index + 18, byteCount: 4))
            guard end <= bytes.count else { throw Fault.unreadable }
            entries.append(
                try Diary.entry(
                    what: bytes[index], whose: File(rawValue: bytes[index + 1]), offset: offset,
                    aside: aside, start..<end))
            index = end
        }
        self.entries = entries
        self.bytes = bytes
    }

    private static func entry(
        what: UInt8, whose: File?, offset: Int, aside: Int, _ range: Range<Int>
    ) throws -> Entry {
        switch (what, whose) {
        case (0, let file?): return .written(file, offset: offset, range)
        case (1, let file?): return .cut(file, length: offset)
        case (2, let file?): return .synced(file)
        case (3, let file?): return .made(file)
        case (4, let file?): return .removed(file, isFolderSynced: offset == 1)
        case (5, _):
            guard let mark = Mark(rawValue: Int64(offset)) else { throw Fault.unreadable }
            return .marked(mark, number: aside)
        default: throw Fault.unreadable
        }
    }
}

extension [UInt8] {
    /// An integer in the order of this machine, which is little-endian wherever Swift runs.
    fileprivate func integer(at index: Int, byteCount: Int) -> UInt64 {
        (0..<byteCount).reduce(0) { $0 | UInt64(self[index + $1]) << (8 * UInt64($1)) }
    }
}
