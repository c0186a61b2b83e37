import TesseraCrypto

/// The files that travel between a till and its issuer.
package enum ClaimFile: String, Hashable, Sendable {
    /// What makes a machine a till.
    case pairing
    /// What a till took, on its way to the issuer.
    case upload
    /// The issuer's answer.
    case receipt
    /// The till's log.
    case log

    /// What stands between the version and the checksum of a whole file.
    ///
    /// - Throws: ``ClaimError/damaged(_:)``, ``ClaimError/newer(_:version:)``.
    func content(
        _ bytes: [UInt8], magic: [UInt8], version: UInt8
    ) throws(ClaimError) -> ArraySlice<UInt8> {
        guard bytes.count > magic.count + 33, Array(bytes.prefix(magic.count)) == magic,
            Digest.sha256(Array(bytes.dropLast(32))) == Array(bytes.suffix(32))
        else { throw .damaged(self) }
        guard bytes[magic.count] == version else {
            throw .newer(self, version: bytes[magic.count])
        }
        return bytes.dropLast(32).dropFirst(magic.count + 1)
    }
}
