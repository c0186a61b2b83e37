import Foundation
import Glibc
import TesseraCrypto

/// A list of passwords that nobody takes here, because others know them: `refused_passwords` of the
/// settings.
///
/// Either passwords, a line each, whatever their case; or SHA-1 of passwords as 40 hexadecimal
/// digits with `:` and a number behind them or nothing, in their order, as lists of leaked ones are
/// given out. A list of hashes may have any size: it is searched where it lies.
package struct RefusedPasswords: Hashable, Sendable {
    /// The size beyond which a list of plain passwords is not read, in bytes: 64 MiB.
    package static let mostByteCount = 64 << 20
    private static let hashLength = 40
    // Longer than any line of a list of hashes.
    private static let lineLength = 128

    /// Where the list is.
    package let path: String

    /// The list at a path.
    package init(path: String) { self.path = path }

    /// Looks a password up.
    ///
    /// - Parameter password: Composed as NFC says.
    /// - Returns: Whether it is on the list.
    /// - Throws: What can be wrong with files; ``ConfigurationError/notText(_:)`` for a list that
    ///   is none.
    package func contain(_ password: String) throws(ConfigurationError) -> Bool {
        let file = try OpenFile(path: path)
        if Self.hash(in: try file.bytes(at: 0, count: Self.lineLength)[...]) != nil {
            return try contain(
                hash: Array(Digest.sha1(Array(password.utf8)).hexadecimal.utf8), file)
        }
        let bytes = try file.contents(mostByteCount: Self.mostByteCount)
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notText(path) }
        let wanted = password.lowercased()
        return text.split(whereSeparator: \.isNewline).contains {
            $0.utf8.count <= 4 * wanted.utf8.count
                && $0.precomposedStringWithCanonicalMapping.lowercased() == wanted
        }
    }

    // Halves the file until a few lines are left. `low` is always the beginning of a line.
    private func contain(
        hash wanted: [UInt8], _ file: borrowing OpenFile
    ) throws(ConfigurationError) -> Bool {
        var (low, high) = (0, try file.byteCount())
        while high - low > 16 * Self.lineLength {
            let middle = low + (high - low) / 2
            let bytes = try file.bytes(at: middle, count: 2 * Self.lineLength)
            guard let end = bytes.firstIndex(of: 0x0A),
                let hash = Self.hash(in: bytes[(end + 1)...])
            else { throw .notText(path) }
            if wanted.lexicographicallyPrecedes(hash) {
                high = middle
            } else {
                low = middle + end + 1
            }
        }
        let rest = try file.bytes(at: low, count: high - low + Self.lineLength)
        return rest.split(separator: 0x0A).contains { Self.hash(in: $0) == wanted }
    }

    /// The hash that a line begins with, in small letters; `nil` if it is none.
    private static func hash(in line: ArraySlice<UInt8>) -> [UInt8]? {
        let digits = line.prefix(hashLength).map { $0 | 0x20 }
        guard digits.count == hashLength,
            digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }),
            line.dropFirst(hashLength).first.map({ [0x3A, 0x0D, 0x0A].contains($0) }) ?? true
        else { return nil }
        return digits
    }
}
