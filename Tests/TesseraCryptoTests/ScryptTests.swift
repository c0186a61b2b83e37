import TesseraCrypto
import Testing

/// scrypt by the vectors of RFC 7914, section 12; the fourth takes a gigabyte and is left out.
struct ScryptTests {
    struct Case: Sendable {
        let password: String
        let salt: String
        let logN: Int
        let blockSize: Int
        let parallelism: Int
        let key: String
    }

    static let cases = [
        Case(
            password: "", salt: "", logN: 4, blockSize: 1, parallelism: 1,
            key: "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"),
        Case(
            password: "password", salt: "NaCl", logN: 10, blockSize: 8, parallelism: 16,
            key: "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"),
        Case(
            password: "pleaseletmein", salt: "SodiumChloride", logN: 14, blockSize: 8,
            parallelism: 1,
            key: "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"),
    ]

    @Test(arguments: cases)
    func `a password gives the bytes of RFC 7914`(vector: Case) throws {
        let cost = try #require(
            ScryptCost(
                logN: vector.logN, blockSize: vector.blockSize, parallelism: vector.parallelism))

        let key = try Scrypt.derived(
            SecretBytes(Array(vector.password.utf8)), salt: Array(vector.salt.utf8), cost: cost,
            byteCount: 64)

        let digits = Array("0123456789abcdef")
        let text = String(key.exposed().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
        #expect(text == vector.key)
    }

    @Test func `a cost out of range is none`() {
        #expect(ScryptCost(logN: 0, blockSize: 8, parallelism: 1) == nil)
        #expect(ScryptCost(logN: 21, blockSize: 8, parallelism: 1) == nil)
        #expect(ScryptCost(logN: 15, blockSize: 0, parallelism: 1) == nil)
        #expect(ScryptCost(logN: 15, blockSize: 8, parallelism: 17) == nil)
        #expect(ScryptCost(logN: 15, blockSize: 8, parallelism: 1) == .ofPasswords)
        #expect(ScryptCost(logN: 15, blockSize: 8, parallelism: 3) == .ofSigningIn)
    }
}
