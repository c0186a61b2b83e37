import TesseraCrypto
import TesseraModel
import Testing

/// The keys of tills.
struct DeviceSecretTests {
    /// HKDF-SHA-256 of the secret 00…1F, computed with Python's `hmac`.
    private static let known: [(epoch: UInt32, device: String, key: String)] = [
        (1, "till-1", "170fb203f51732d203f5944c12c1dbf5afc043e7502002e3cfe901beedaf4f3d"),
        (2, "till-1", "d542f93deffa926cecb83153be10f943043b25e95e627fbdc2fb59159197803d"),
        (1, "till-2", "004f73d6a4242c4f6dff6d32fdcadbaed77e5ef3bcbe74268d5f0672d44bf140"),
    ]

    @Test(arguments: known)
    func `a till's key is derived from its name and how often it was paired`(
        epoch: UInt32, device: String, key: String
    ) throws {
        let secret = try DeviceSecret(SecretBytes(0..<32))
        let device = try #require(TillID(device))

        let derived = try secret.key(of: device, epoch: epoch).exposed()

        let digits = derived.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
        #expect(digits.joined() == key)
    }

    @Test func `a secret of another length is refused`() {
        #expect(throws: CryptoError.secretLength(byteCount: 31, wanted: 32)) {
            try DeviceSecret(SecretBytes(0..<31))
        }
    }
}
