import Foundation

/// How large a book is.
enum BookSize {
    /// The bytes of the book in a folder, its log included.
    static func byteCount(in folder: String) throws -> Int {
        try ["ledger.sqlite", "ledger.sqlite-wal"].reduce(0) { sum, name in
            let path = "\(folder)/\(name)"
            guard FileManager.default.fileExists(atPath: path) else { return sum }
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
            return sum + (size ?? 0)
        }
    }
}
