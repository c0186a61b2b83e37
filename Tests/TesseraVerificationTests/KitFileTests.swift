import TesseraCrypto
import TesseraModel
import TesseraTestSupport
import TesseraToken
import TesseraVerification
import Testing

struct KitFileTests {
    private func file() throws -> [UInt8] {
        var map = StatusMap(lists: [UInt16(3), 9])
        map.note([(Sample.position(3, 70_001), .spent), (Sample.position(9, 1), .revoked)])
        return KitFile.bytes(of: try SampleKit.kit(map))
    }

    private func answer(_ bytes: [UInt8]) -> VerificationError? {
        do throws(VerificationError) {
            _ = try KitFile.kit(bytes)
            return nil
        } catch { return error }
    }

    // T19
    @Test func `a kit comes back from its file as it was`() throws {
        let written = try SampleKit.kit()

        let read = try KitFile.kit(KitFile.bytes(of: written))

        #expect(read.issuer == "Cafe Pătrat")
        #expect(read.zone == Sample.bucharest)
        #expect(read.audiences == [.ownShops, Audience(7)])
        #expect(!read.isTraining)
        #expect(read.issuedAt == written.issuedAt)
        #expect(read.expiresAt == written.expiresAt)
        #expect(read.keys.map(\.record) == written.keys.map(\.record))
        #expect(read.status == written.status)
        #expect(KitFile.bytes(of: read) == KitFile.bytes(of: written))
    }

    // T19: with nothing but the file
    @Test func `a till believes by a kit that was read from its file`() throws {
        let time = Sample.noon
        let kit = try KitFile.kit(file())
        var token = HandmadeToken()
        token.slot = 4
        let pair = SampleKeys.record(
            id: 8, suite: .ed25519, kinds: KindSet([.gift]), audience: Audience(7))
        var partner = token
        (partner.keyID, partner.audience) = (8, 7)
        for text in [try token.text(), try partner.text(pair)] {
            let bytes = Array(text.utf8)
            #expect(throws: Never.self) { try kit.verifier.verify(scanned: bytes.span, at: time) }
        }

        token.slot = 70_001

        let spent = Array(try token.text().utf8)
        #expect(throws: VerificationError.alreadyRedeemed) {
            try kit.verifier.verify(scanned: spent.span, at: time)
        }
    }

    // T10, T19
    @Test func `a kit for training accepts training keys and another one does not`() throws {
        let record = SampleKeys.record(id: 0xFF01)
        let leaf = try SampleKeys.epoch().leaf(
            .tokenTag, kind: .gift, audience: .ownShops, keyID: record.id)
        var token = HandmadeToken()
        token.keyID = 0xFF01
        let text = Array(try token.text(record).utf8)
        func kit(isTraining: Bool) throws -> Kit {
            let gift = SampleKeys.record(id: 0xFF01, kinds: KindSet([.gift]))
            let made = Kit(
                issuer: "", zone: .utc, audiences: [.ownShops], isTraining: isTraining,
                issuedAt: Sample.noon, expiresAt: Sample.noon.advanced(byMilliseconds: 1),
                keys: [KitKey(record: gift, material: .leaves([.gift: leaf]))],
                status: StatusMap(lists: [UInt16(3)]))
            return try KitFile.kit(KitFile.bytes(of: made))
        }

        let (training, live) = (try kit(isTraining: true), try kit(isTraining: false))

        #expect(throws: Never.self) {
            try training.verifier.verify(scanned: text.span, at: Sample.noon)
        }
        #expect(throws: VerificationError.trainingKey(KeyID(0xFF01))) {
            try live.verifier.verify(scanned: text.span, at: Sample.noon)
        }
    }

    // T19
    @Test func `a kit with any bit flipped is found out`() throws {
        let good = try file()
        var answers: Set<VerificationError?> = []
        for bit in 0..<good.count * 8 {
            var bytes = good
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            answers.insert(answer(bytes))
        }

        #expect(answers == [.kitDamaged])
    }

    // T19
    @Test func `a kit cut at any byte or continued is found out`() throws {
        let good = try file()
        var answers: Set<VerificationError?> = []
        for count in good.indices { answers.insert(answer(Array(good[..<count]))) }
        for byte in UInt8.min...UInt8.max {
            answers.insert(answer(good + [byte]))
            answers.insert(answer([byte] + good))
        }
        answers.insert(answer(good + good))

        #expect(answers == [.kitDamaged])
    }

    // T19: a checksum that fits says nothing about who wrote it
    @Test func `a kit written wrongly with a good checksum is read exactly or refused`() throws {
        let good = try file().dropLast(32)
        let whole = try KitFile.kit(file()).keys.count
        let text = Array(try HandmadeToken().text().utf8)
        var accepted = 0
        for bit in 48..<good.count * 8 {
            var bytes = Array(good)
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            let file = SampleKit.checked(bytes)
            guard let kit = try? KitFile.kit(file) else { continue }
            accepted += 1
            // T10: a key of a suite that nobody knows yet is skipped, and the rest is as written.
            if kit.keys.count == whole {
                #expect(KitFile.bytes(of: kit) == file, "bit \(bit) has two spellings")
            }
            do throws(VerificationError) {
                _ = try kit.verifier.verify(scanned: text.span, at: Sample.noon)
            } catch { #expect(!error.message.isEmpty) }
        }

        #expect(accepted > 0)
    }

    // T19
    @Test func `a kit cut with a good checksum is refused at every byte`() throws {
        let good = try file().dropLast(32)
        for count in 6..<good.count {
            #expect(
                answer(SampleKit.checked(Array(good[..<(good.startIndex + count)]))) == .kitDamaged)
        }
    }

    // T19: a time near the end of its range could not be reckoned with
    @Test(arguments: [
        Int64.min, Int64.max, -9_007_199_254_740_992, 9_007_199_254_740_992,
    ])
    func `times that no clock shows are refused`(milliseconds: Int64) throws {
        let kit = try SampleKit.kit()
        for (issuedAt, expiresAt) in [
            (Timestamp(milliseconds: milliseconds), kit.expiresAt),
            (kit.issuedAt, Timestamp(milliseconds: milliseconds)),
        ] {
            let wrong = Kit(
                issuer: kit.issuer, zone: kit.zone, audiences: kit.audiences, isTraining: false,
                issuedAt: issuedAt, expiresAt: expiresAt, keys: kit.keys, status: kit.status)
            #expect(answer(KitFile.bytes(of: wrong)) == .kitDamaged)
        }
    }

    // T19
    @Test(arguments: [UInt8(0), 2, 255])
    func `a kit of a later form is named`(version: UInt8) throws {
        var bytes = Array(try file().dropLast(32))
        bytes[5] = version

        #expect(answer(SampleKit.checked(bytes)) == .kitNewer(version: version))
    }

    @Test(arguments: [
        [], Array("TZKIT".utf8), Array("hello".utf8), [UInt8](repeating: 0, count: 4_096),
    ])
    func `a file that is no kit is refused`(bytes: [UInt8]) {
        #expect(answer(bytes) == .kitDamaged)
        #expect(answer(SampleKit.checked(bytes)) == .kitDamaged)
    }

    // T22
    @Test func `a kit holds no seal leaf`() throws {
        let bytes = try file()
        for kind in TokenKind.allCases {
            let seal = try SampleKeys.epoch().leaf(
                .seal, kind: kind, audience: .ownShops, keyID: KeyID(1)
            ).exposed()
            let isThere = bytes.indices.dropLast(31).contains { Array(bytes[$0..<$0 + 32]) == seal }
            #expect(!isThere)
        }
    }
}
