/// One part of a file that somebody asks for (RFC 9110, 14.1.2).
enum ByteRange: Hashable, Sendable {
    /// From one byte to another, both counted; to the end if none is named.
    case from(Int, through: Int?)
    /// So many bytes at the end.
    case last(Int)

    /// Reads the value of a Range header.
    ///
    /// - Returns: `nil` for anything else than one range of bytes, for which the standard wants the
    ///   whole.
    init?(header: String) {
        let parts = header.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].lowercased() == "bytes" else { return nil }
        let ends = parts[1].split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2,
            ends.allSatisfy({ $0.utf8.count <= 15 && $0.utf8.allSatisfy { 48...57 ~= $0 } })
        else { return nil }
        switch (Int(ends[0]), Int(ends[1])) {
        case (let first?, nil): self = .from(first, through: nil)
        case (let first?, let last?) where first <= last: self = .from(first, through: last)
        case (nil, let count?): self = .last(count)
        default: return nil
        }
    }

    /// Which bytes of a file these are.
    ///
    /// - Parameter count: How many bytes the file has.
    /// - Returns: `nil` if none of them is there.
    func bytes(of count: Int) -> Range<Int>? {
        switch self {
        case .from(let first, let last):
            first < count ? first..<min(last ?? count, count - 1) + 1 : nil
        case .last(let wanted):
            wanted > 0 && count > 0 ? max(0, count - wanted)..<count : nil
        }
    }
}
