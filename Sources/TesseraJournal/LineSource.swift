/// The lines of a stream of bytes, one at a time.
///
/// In memory are one line and one piece of the stream.
struct LineSource {
    private let nextBytes: () throws(JournalError) -> [UInt8]
    private var buffer: [UInt8] = []
    private var start = 0
    /// How many lines were taken, so the number of the latest one.
    private(set) var number = 0

    /// The lines of what a function hands out; it hands out nothing at the end.
    init(_ nextBytes: @escaping () throws(JournalError) -> [UInt8]) {
        self.nextBytes = nextBytes
    }

    /// The next line without its line feed; `nil` at the end.
    ///
    /// - Throws: ``JournalError/journalCut(line:)`` for a last line without a line feed;
    ///   ``JournalError/unreadableRecord(line:field:)`` for a line without an end; what the source
    ///   throws.
    mutating func next() throws(JournalError) -> [UInt8]? {
        var searched = start
        while true {
            if let end = buffer[searched...].firstIndex(of: 10) {
                let line = Array(buffer[start..<end])
                start = end + 1
                number += 1
                return line
            }
            searched = buffer.count
            guard searched - start <= JournalFile.longestLine else {
                throw .unreadableRecord(line: number + 1, field: nil)
            }
            let bytes = try nextBytes()
            guard !bytes.isEmpty else {
                guard start == buffer.count else { throw .journalCut(line: number) }
                return nil
            }
            buffer.removeFirst(start)
            searched -= start
            start = 0
            buffer += bytes
        }
    }
}
