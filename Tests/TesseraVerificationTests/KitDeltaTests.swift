import TesseraCrypto
import TesseraModel
import TesseraTestSupport
import TesseraToken
import TesseraVerification
import Testing

/// The changes from one kit to another: T20, T21.
struct KitDeltaTests {
    private func delta(_ base: [UInt8], _ next: [UInt8]) throws -> [UInt8] {
        try KitDelta.bytes(from: base, to: next, signedBy: SampleKeys.kitKey())
    }

    private func applied(_ delta: [UInt8], _ base: [UInt8]) throws -> [UInt8] {
        try KitDelta.applied(delta, to: base, from: SampleKeys.kitKey().publicKey)
    }

    private func answer(_ delta: [UInt8], _ base: [UInt8]) throws -> VerificationError? {
        let key = try SampleKeys.kitKey().publicKey
        do throws(VerificationError) {
            _ = try KitDelta.applied(delta, to: base, from: key)
            return nil
        } catch { return error }
    }

    /// Two kits that follow one another, and the changes.
    private func pair() throws -> (base: [UInt8], next: [UInt8], delta: [UInt8]) {
        var map = StatusMap(lists: [UInt16(3), 9])
        map.note([(Sample.position(3, 7), .spent), (Sample.position(9, 1), .revoked)])
        let base = try SampleKit.file(SampleKit.kit(map))
        map.note([(Sample.position(3, 7), .open), (Sample.position(4, 2), .partlySpent)])
        let next = try SampleKit.file(
            SampleKit.kit(map, edition: SampleKit.edition(sequence: 6), leases: []))
        return (base, next, try delta(base, next))
    }

    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `changes make byte for byte the later kit`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let base = try SampleKit.file(RandomKit.kit(&random, sequence: 7))
        let next = try SampleKit.file(RandomKit.kit(&random, sequence: 9))

        let delta = try delta(base, next)

        #expect(try applied(delta, base) == next)
        #expect(try KitDelta.base(of: delta, from: SampleKeys.kitKey().publicKey) == 7)
    }

    @Test func `a day's changes of a million vouchers are small`() throws {
        var random = SeededRandom(seed: 3)
        var map = StatusMap(lists: (0..<8).map { UInt16($0) })
        func use(_ count: Int) {
            map.note(
                (0..<count).map { _ in
                    let number = Int(random.number(in: 0...1_048_575))
                    return (
                        Sample.position(UInt16(number / 131_072), UInt32(number % 131_072)),
                        SlotStatus.spent
                    )
                })
        }
        use(400_000)
        let base = try SampleKit.file(SampleKit.kit(map))
        use(1_000)
        let next = try SampleKit.file(SampleKit.kit(map, edition: SampleKit.edition(sequence: 6)))

        let delta = try delta(base, next)

        #expect(try applied(delta, base) == next)
        #expect(base.count > 200_000)
        #expect(delta.count < 4_000)
    }

    @Test func `changes apply to exactly their base`() throws {
        let (base, next, delta) = try pair()
        #expect(try applied(delta, base) == next)

        let sameNumber = try SampleKit.file(SampleKit.kit())
        #expect(try answer(delta, sameNumber) == .kitDeltaMismatch(held: 5, base: 5))
        #expect(try answer(delta, next) == .kitDeltaMismatch(held: 6, base: 5))
    }

    @Test func `changes with any bit flipped or cut at any byte are refused`() throws {
        let (base, _, delta) = try pair()
        for bit in 0..<delta.count * 8 where bit / 8 != 5 {
            var bytes = delta
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(
                try answer(bytes, base)
                    == (bit / 8 < delta.count - 64 ? .kitDamaged : .kitNotGenuine))
        }
        for count in delta.indices {
            #expect(try answer(Array(delta[..<count]), base) == .kitDamaged)
        }
        #expect(try answer(base, base) == .kitDamaged)
    }

    @Test func `changes that another key signed are refused`() throws {
        let (base, _, delta) = try pair()
        let other = try Ed25519PrivateKey(seed: SecretBytes(1..<33))
        let covered = Array(delta.dropLast(64))
        let forged =
            covered + (try other.signature(of: Array("tessera/v1/kit".utf8) + [0] + covered))

        #expect(try answer(forged, base) == .kitNotGenuine)
    }

    // T21: a good signature says nothing about the layout
    @Test func `changes written wrongly with a good signature make no other kit`() throws {
        let (base, next, delta) = try pair()
        let content = Array(delta.dropLast(96))
        for bit in 48..<content.count * 8 {
            var bytes = content
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            let made = try? applied(SampleKit.sealed(bytes), base)
            #expect(made == nil || made == next, "bit \(bit)")
        }
    }
}
