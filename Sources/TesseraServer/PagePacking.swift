internal import CZlib

/// Files packed for the way to the browser: a till on a slow line waits for half as much.
///
/// Only what is the same for everybody is packed, so its length tells nobody anything.
enum PagePacking {
    /// The bytes as gzip has them.
    ///
    /// - Returns: `nil` if that is not shorter.
    static func packed(_ bytes: [UInt8]) -> [UInt8]? {
        let room = tessera_packed_bound(bytes.count)
        let packed = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            count = unsafe bytes.withUnsafeBufferPointer { source in
                unsafe tessera_pack(source.baseAddress, source.count, buffer.baseAddress, room)
            }
        }
        return packed.isEmpty || packed.count >= bytes.count ? nil : packed
    }

    /// Whether a browser unpacks gzip.
    ///
    /// - Parameter header: The value of Accept-Encoding, RFC 9110, 12.5.3; `nil` if there is none.
    /// - Returns: `true` if it says so and does not refuse it.
    static func isTaken(by header: String?) -> Bool {
        (header ?? "").split(separator: ",").contains { part in
            let words = part.split(separator: ";").map { $0.filter { $0 != " " } }
            return words.first == "gzip"
                && !words.dropFirst().contains {
                    $0.hasPrefix("q=0") && !$0.contains { "123456789".contains($0) }
                }
        }
    }
}
