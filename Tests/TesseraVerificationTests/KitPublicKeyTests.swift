import TesseraCrypto
import TesseraTestSupport
import TesseraVerification
import Testing

/// The key that kits are checked with, as a file: T19.
struct KitPublicKeyTests {
    @Test(arguments: [true, false])
    func `a key comes back from its file as it was`(isTraining: Bool) throws {
        let key = KitPublicKey(try SampleKeys.kitKey().publicKey, isTraining: isTraining)

        let read = try KitPublicKey(file: key.file)

        #expect(read.publicKey.bytes == key.publicKey.bytes)
        #expect(read.isTraining == isTraining)
        #expect(read.fingerprint.utf8.count == 32)
        let line = String(decoding: key.file, as: UTF8.self)
        #expect(line.hasPrefix("tessera-kit-key 1 \(isTraining ? "training" : "live") "))
        #expect(line.utf8.count == (isTraining ? 92 : 88))
    }

    @Test func `anything else is not a key`() throws {
        let good = KitPublicKey(try SampleKeys.kitKey().publicKey, isTraining: false).file
        for count in good.indices {
            #expect(throws: VerificationError.notAKitKey) {
                try KitPublicKey(file: Array(good[..<count]))
            }
        }
        for index in good.indices where !(23..<87).contains(index) {
            var bytes = good
            bytes[index] ^= 4
            #expect(throws: VerificationError.notAKitKey) { try KitPublicKey(file: bytes) }
        }
        for other in [[], good + good, Array("TZKIT".utf8), good + [10]] {
            #expect(throws: VerificationError.notAKitKey) { try KitPublicKey(file: other) }
        }
    }
}
