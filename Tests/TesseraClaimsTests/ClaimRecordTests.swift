import TesseraClaims
import TesseraLedger
import TesseraModel
import TesseraTestSupport
import TesseraToken
import Testing

/// The written form of a record, byte by byte.
///
/// - Source: L14, R11.
struct ClaimRecordTests {
    private func record(
        _ act: ClaimRecord.Act, by worker: OperatorID? = nil
    ) throws -> ClaimRecord {
        ClaimRecord(
            id: OperationID(high: 0x0102_0304_0506_0708, low: 0x090A_0B0C_0D0E_0F10),
            device: Sample.till1, epoch: 3, sequence: 258, previous: .beginning, kit: 5,
            occurredAt: Timestamp(milliseconds: 1_796_126_400_000), act: act,
            operator: worker)
    }

    private var head: [UInt8] {
        Array(1...16) + [6] + Array("till-1".utf8) + [0, 0, 0, 3] + [0, 0, 0, 0, 0, 0, 1, 2]
            + [UInt8](repeating: 0, count: 32) + [0, 0, 0, 0, 0, 0, 0, 5]
            + [0x00, 0x00, 0x01, 0xA2, 0x31, 0x79, 0xDE, 0x00]
    }

    @Test func `a use is written as the document says`() throws {
        let claim = LoggedClaim(try record(try LogScene.twelve()), key: try LogScene.key(7))

        let body = HandmadeToken().body
        let tail: [UInt8] =
            [UInt8(body.count)] + body + [1, 0, 0, 0, 0, 0, 0, 0x04, 0xB0, 0x03, 0xD2]
            + [0, 0, 0, 0, 0, 0, 0x04, 0xB0] + [0, 0, 0, 0, 0, 0, 0, 200]
            + [0, 0, 0, 0, 0, 0, 0x0E, 0xD8] + [0] + [0]
        #expect(Array(claim.bytes.dropLast(32)) == [1, 1] + head + tail)
    }

    @Test func `an undo is written as the document says`() throws {
        let undone = OperationID(high: 0, low: 9)

        let claim = LoggedClaim(try record(.undo(undone)), key: try LogScene.key(7))

        let tail: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9]
        #expect(Array(claim.bytes.dropLast(32)) == [1, 2] + head + tail + [0])
    }

    @Test func `who worked there stands last`() throws {
        let undone = OperationID(high: 0, low: 9)

        let claim = LoggedClaim(
            try record(.undo(undone), by: Sample.ana), key: try LogScene.key(7))

        let tail: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9]
        #expect(
            Array(claim.bytes.dropLast(32))
                == [1, 2] + head + tail + [5] + Array("ana-7".utf8))
        #expect(try LoggedClaim(claim.bytes) == claim)
    }

    @Test func `the longest name fits into a log and an upload`() throws {
        let worker = try #require(OperatorID(String(repeating: "w", count: 64)))
        let scene = try LogScene()
        let log = try scene.open().log

        let claim = try log.append(
            scene.ids.next(), kit: 5, at: Sample.noon, by: worker, LogScene.twelve())

        #expect(claim.record.operator == worker)
        #expect(try scene.open().claims == [claim])
    }

    @Test func `what is written is read back`() throws {
        for act in [try LogScene.twelve(), .undo(OperationID(high: 1, low: 2))] {
            let claim = LoggedClaim(try record(act, by: Sample.ana), key: try LogScene.key(7))

            let read = try LoggedClaim(claim.bytes)

            #expect(read == claim)
            #expect(read.isAuthentic(under: try LogScene.key(7)))
            #expect(!read.isAuthentic(under: try LogScene.key(8)))
        }
    }

    @Test func `every cut is refused`() throws {
        let bytes = LoggedClaim(try record(try LogScene.twelve()), key: try LogScene.key(7)).bytes

        for count in 0..<bytes.count {
            #expect(throws: ClaimFault.self) { try LoggedClaim(bytes.prefix(count)) }
        }
        #expect(throws: ClaimFault.trailingBytes) { try LoggedClaim(bytes + [0]) }
    }

    @Test func `no changed bit is believed and no record has two spellings`() throws {
        let key = try LogScene.key(7)
        let claim = LoggedClaim(try record(try LogScene.twelve(), by: Sample.ana), key: key)

        for bit in 0..<(claim.bytes.count * 8) {
            var bytes = claim.bytes
            bytes[bit / 8] ^= 1 << (bit % 8)
            guard let read = try? LoggedClaim(bytes) else { continue }
            #expect(!read.isAuthentic(under: key))
            #expect(LoggedClaim(read.record, key: key).bytes.dropLast(32) == bytes.dropLast(32))
        }
    }

    @Test func `each part out of range is named`() throws {
        let claim = LoggedClaim(
            try record(try LogScene.twelve(), by: Sample.ana), key: try LogScene.key(7))
        let faults: [(at: Int, byte: UInt8, ClaimFault)] = [
            (0, 2, .version), (1, 3, .act), (19, UInt8(ascii: "/"), .device),
            (29, 0x80, .number), (69, 0x80, .number), (77, 0x40, .number), (86, 0x22, .body),
            (109, 5, .demand), (118, 0xFF, .number), (127, 0, .demand), (128, 1, .demand),
            (136, 0x77, .demand), (144, 2, .number), (145, 9, .cut),
            (146, UInt8(ascii: "/"), .operator),
        ]

        for (index, byte, fault) in faults {
            var bytes = claim.bytes
            bytes[index] = byte
            #expect(throws: fault, "at \(index)") { try LoggedClaim(bytes) }
        }
    }

    @Test func `what does not go together makes no record`() throws {
        let body = try LogScene.body()
        func taken(_ demand: Demand, _ amount: Int64, leased: Int64 = 0, discount: Int64? = nil)
            -> ClaimRecord.Taken?
        {
            ClaimRecord.Taken(
                body: body, demand: demand, amount: amount, leased: leased, left: 0,
                discount: discount)
        }

        #expect(taken(.everything, 5_000) != nil)
        #expect(taken(.amount(Sample.euros(cents: 5)), 5) != nil)
        #expect(taken(.amount(Sample.euros(cents: 5)), 6) == nil)
        #expect(taken(.everything, 0) == nil)
        #expect(taken(.everything, 5, leased: 6) == nil)
        #expect(taken(.everything, 5, discount: 1) == nil)
        #expect(taken(.uses(1), 1) == nil)
        #expect(taken(.purchase(Sample.euros(cents: 5)), 1, discount: 1) == nil)
    }

    @Test func `the book gets what the record says and what was found of it`() throws {
        let record = try record(try LogScene.twelve())
        let logged = LoggedClaim(record, key: try LogScene.key(7))

        let claim = logged.claim(finding: .forged(KeyID(1)))

        #expect(claim.place == ClaimPlace(device: Sample.till1, epoch: 3, sequence: 258))
        #expect(claim.hash == logged.hash)
        #expect(claim.finding == .forged(KeyID(1)))
        #expect(
            claim.act
                == .redeem(
                    Sample.position(3, 70_001), .amount(Sample.euros(cents: 1_200)),
                    taken: 1_200, discount: nil))
    }

    @Test func `a body has the issuer's seal and no tag`() throws {
        let key = try SampleKeys.key(.gift)
        let text = try HandmadeToken().text()

        let body = try TokenBody(UnverifiedToken(text).body(suite: .hmac))

        #expect(body.bytes == HandmadeToken().body)
        #expect(body.token.position == Sample.position(3, 70_001))
        // The handmade seal is not the issuer's.
        #expect(!body.isSealed(by: key, salt: 1))
    }
}
