/// The address of a machine, and whether news may be sent to it.
///
/// Whoever may say where news goes could otherwise make the service ask machines that only the
/// service can reach: the database beside it, the cloud's own pages with its keys.
package struct WebhookAddress: Hashable, Sendable {
    /// Four bytes of IPv4, or sixteen of IPv6.
    package let bytes: [UInt8]

    /// The address of so many bytes; `nil` for neither four nor sixteen.
    package init?(_ bytes: [UInt8]) {
        guard [4, 16].contains(bytes.count) else { return nil }
        self.bytes = bytes
    }

    /// The address in numbers.
    package var text: String {
        if bytes.count == 4 { return bytes.map { "\($0)" }.joined(separator: ".") }
        return stride(from: 0, to: 16, by: 2).map { index in
            String(UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1]), radix: 16)
        }.joined(separator: ":")
    }

    /// Whether it is this very machine, by 127.0.0.0/8 or ::1.
    package var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes == [UInt8](repeating: 0, count: 15) + [1]
    }

    /// Whether it is an address of the public internet.
    ///
    /// Of IPv6 only what is given out to networks, 2000::/3, is: all others are no machine's,
    /// private, several machines', or IPv4 in another dress.
    package var isPublic: Bool {
        let ranges = bytes.count == 4 ? WebhookAddress.notPublic4 : WebhookAddress.notPublic6
        guard bytes.count == 4 || bytes[0] & 0xE0 == 0x20 else { return false }
        return !ranges.contains { bytes.begin(with: $0.start, bits: $0.bits) }
    }

    private struct Range: Sendable {
        let start: [UInt8]
        let bits: Int

        init(_ start: [UInt8], _ bits: Int) {
            self.start = start
            self.bits = bits
        }
    }

    // The registries of special addresses of IANA, RFC 6890 and later.
    private static let notPublic4 = [
        Range([0], 8),  // this network
        Range([10], 8),  // private
        Range([100, 64], 10),  // behind a carrier's translation; a cloud's own pages
        Range([127], 8),  // loopback
        Range([168, 63, 129, 16], 32),  // a cloud's own pages, though in public numbers
        Range([169, 254], 16),  // link-local; a cloud's own pages
        Range([172, 16], 12),  // private
        Range([192, 0, 0], 24),  // protocols
        Range([192, 0, 2], 24),  // documentation
        Range([192, 88, 99], 24),  // relays of 6to4
        Range([192, 168], 16),  // private
        Range([198, 18], 15),  // measurements
        Range([198, 51, 100], 24),  // documentation
        Range([203, 0, 113], 24),  // documentation
        Range([224], 4),  // several machines
        Range([240], 4),  // reserved; all machines
    ]

    private static let notPublic6 = [
        Range([0x20, 0x01, 0x00], 23),  // protocols; Teredo, which carries IPv4
        Range([0x20, 0x01, 0x0D, 0xB8], 32),  // documentation
        Range([0x20, 0x02], 16),  // 6to4, which carries IPv4
        Range([0x3F, 0xFF, 0x00], 20),  // documentation
    ]
}

extension [UInt8] {
    // Whether the leftmost bits are those of another address.
    fileprivate func begin(with start: [UInt8], bits: Int) -> Bool {
        (0..<bits).allSatisfy { bit in
            let (index, mask) = (bit / 8, UInt8(0x80) >> UInt8(bit % 8))
            let wanted = index < start.count ? start[index] & mask : 0
            return self[index] & mask == wanted
        }
    }
}
