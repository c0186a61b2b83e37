import TesseraCrypto
import TesseraModel
import TesseraTestSupport
import TesseraToken
import TesseraVerification
import Testing

struct KitFileTests {
    private func file() throws -> [UInt8] {
        var map = StatusMap(lists: [UInt16(3), 9])
        map.note([(Sample.position(3, 71_001), .spent), (Sample.position(9, 1), .revoked)])
        return try SampleKit.file(SampleKit.kit(map))
    }

    // T19
    @Test func `a kit comes back from its file as it was`() throws {
        let written = try SampleKit.kit()

        let read = try SampleKit.read(SampleKit.file(written))

        #expect(read.edition == SampleKit.edition())
        #expect(read.edition.acceptor == Sample.harbour)
        #expect(read.edition.device == Sample.till1)
        #expect(read.edition.sequence == 5)
        #expect(read.edition.freshUntil.rfc3339 == "2026-12-02T00:00:00Z")
        #expect(read.edition.expiresAt.rfc3339 == "2026-12-02T12:00:00Z")
        #expect(read.issuer == "Cafe Pătrat")
        #expect(read.zone == Sample.bucharest)
        #expect(read.audiences == [.ownShops, Audience(7)])
        #expect(!read.isTraining)
        #expect(read.footing == .agreed(try SampleKit.agreement()))
        #expect(read.keys.map(\.record) == written.keys.map(\.record))
        #expect(read.batches == SampleKit.batches())
        #expect(read.campaigns.map(\.text).sorted() == SampleKit.campaigns.map(\.text).sorted())
        #expect(read.leases == SampleKit.leases())
        #expect(read.status == written.status)
        #expect(try SampleKit.file(read) == SampleKit.file(written))
    }

    // T19
    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `any kit comes back from its file as it was`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let written = try RandomKit.kit(&random)

        let file = try SampleKit.file(written)
        let read = try SampleKit.read(file)

        #expect(read.edition == written.edition)
        #expect(read.footing == written.footing)
        #expect(read.batches == written.batches)
        #expect(read.campaigns == written.campaigns)
        #expect(read.leases == written.leases)
        #expect(read.status == written.status)
        #expect(try SampleKit.file(read) == file)
    }

    // T19: with nothing but the file
    @Test func `a till believes by a kit that was read from its file`() throws {
        let kit = try SampleKit.read(file())
        var token = HandmadeToken()
        token.slot = 4
        let pair = SampleKeys.record(
            id: 8, suite: .ed25519, kinds: KindSet([.gift]), audience: SampleKit.partner)
        var partner = token
        (partner.keyID, partner.audience) = (8, 7)
        for text in [try token.text(), try partner.text(pair)] {
            let bytes = Array(text.utf8)
            #expect(throws: Never.self) {
                try kit.verifier.verify(scanned: bytes.span, at: Sample.noon)
            }
        }

        token.slot = 71_001

        let spent = Array(try token.text().utf8)
        #expect(throws: VerificationError.alreadyRedeemed) {
            try kit.verifier.verify(scanned: spent.span, at: Sample.noon)
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
                edition: SampleKit.edition(device: nil), issuer: "", zone: .utc,
                audiences: [.ownShops], isTraining: isTraining,
                footing: .own(Sample.euro, try SampleKit.limits()),
                keys: [KitKey(record: gift, material: .leaves([.gift: leaf]))],
                status: StatusMap(lists: [UInt16(3)]))
            return try SampleKit.read(SampleKit.file(made))
        }

        let (training, live) = (try kit(isTraining: true), try kit(isTraining: false))

        #expect(throws: Never.self) {
            try training.verifier.verify(scanned: text.span, at: Sample.noon)
        }
        #expect(throws: VerificationError.trainingKey(KeyID(0xFF01))) {
            try live.verifier.verify(scanned: text.span, at: Sample.noon)
        }
    }

    // T21
    @Test func `a kit with any bit flipped is found out`() throws {
        let good = try file()
        var answers: Set<VerificationError?> = []
        for bit in 0..<good.count * 8 where bit / 8 != 5 {
            var bytes = good
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            let answer = try SampleKit.answer(bytes)
            // A whole content under another signature is a forgery, not an accident.
            #expect(answer == (bit / 8 < good.count - 64 ? .kitDamaged : .kitNotGenuine))
            answers.insert(answer)
        }

        #expect(answers == [.kitDamaged, .kitNotGenuine])
    }

    // T21
    @Test func `a kit cut at any byte or continued is found out`() throws {
        let good = try file()
        var answers: Set<VerificationError?> = []
        for count in good.indices {
            answers.insert(try SampleKit.answer(Array(good[..<count])))
        }
        for byte in UInt8.min...UInt8.max {
            answers.insert(try SampleKit.answer(good + [byte]))
            answers.insert(try SampleKit.answer([byte] + good))
        }
        answers.insert(try SampleKit.answer(good + good))

        #expect(answers == [.kitDamaged])
    }

    // T19, T21: whoever can write the file cannot sign it
    @Test func `a kit that another key signed is refused`() throws {
        let kit = try SampleKit.kit()
        let other = try Ed25519PrivateKey(seed: SecretBytes(1..<33))

        let file = try KitFile.bytes(of: kit, signedBy: other)

        #expect(try SampleKit.answer(file) == .kitNotGenuine)
        // The signature of another kit, or one made for something else, is worth nothing.
        let later = try SampleKit.file(SampleKit.kit(edition: SampleKit.edition(sequence: 6)))
        #expect(try SampleKit.answer(file.dropLast(64) + later.suffix(64)) == .kitNotGenuine)
        let bare = Array(file.dropLast(64))
        let elsewhere = try SampleKeys.kitKey().signature(of: bare)
        #expect(try SampleKit.answer(bare + elsewhere) == .kitNotGenuine)
    }

    // T19: a good signature says nothing about the layout
    @Test func `a kit written wrongly with a good signature is read exactly or refused`() throws {
        let good = try file().dropLast(96)
        let whole = try SampleKit.read(file()).keys.count
        let text = Array(try HandmadeToken().text().utf8)
        var accepted = 0
        for bit in 48..<good.count * 8 {
            var bytes = Array(good)
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            let file = try SampleKit.sealed(bytes)
            guard let kit = try? SampleKit.read(file) else { continue }
            accepted += 1
            // T10: a key of a suite that nobody knows yet is skipped, and the rest is as written.
            if kit.keys.count == whole {
                #expect(try SampleKit.file(kit) == file, "bit \(bit) has two spellings")
            }
            do throws(VerificationError) {
                _ = try kit.verifier.verify(scanned: text.span, at: Sample.noon)
            } catch { #expect(!error.message.isEmpty) }
        }

        #expect(accepted > 0)
    }

    // T19
    @Test func `a kit cut with a good signature is refused at every byte`() throws {
        let good = try file().dropLast(96)
        for count in 6..<good.count {
            #expect(
                try SampleKit.answer(SampleKit.sealed(Array(good.prefix(count)))) == .kitDamaged)
        }
    }

    // T19
    @Test(arguments: [
        (UInt8(0), VerificationError.kitDamaged), (1, .kitDamaged),
        (3, .kitNewer(version: 3)), (255, .kitNewer(version: 255)),
    ])
    func `a kit of a later form is named`(version: UInt8, answer: VerificationError) throws {
        var bytes = Array(try file().dropLast(96))
        bytes[5] = version

        #expect(try SampleKit.answer(SampleKit.sealed(bytes)) == answer)
    }

    @Test(arguments: [
        [], Array("TZKIT".utf8), Array("hello".utf8), [UInt8](repeating: 0, count: 4_096),
    ])
    func `a file that is no kit is refused`(bytes: [UInt8]) throws {
        #expect(try SampleKit.answer(bytes) == .kitDamaged)
        #expect(try SampleKit.answer(SampleKit.sealed(bytes)) == .kitDamaged)
    }

    // T9, T22
    @Test func `a kit of suite 2 holds nothing that makes a tag, and no kit a seal leaf`() throws {
        let bytes = try file()
        func holds(_ part: [UInt8]) -> Bool {
            bytes.indices.dropLast(part.count - 1).contains { bytes[$0...].starts(with: part) }
        }
        func leaf(_ purpose: LeafPurpose, _ kind: TokenKind, _ id: UInt16, _ audience: Audience)
            throws -> [UInt8]
        {
            try SampleKeys.epoch().leaf(
                purpose, kind: kind, audience: audience, keyID: KeyID(id)
            ).exposed()
        }

        #expect(holds(try leaf(.tokenTag, .gift, 1, .ownShops)))
        #expect(!holds(try leaf(.tokenTag, .gift, 8, SampleKit.partner)))
        for kind in TokenKind.allCases {
            for purpose in [LeafPurpose.seal, .typedCode, .liveCode] {
                #expect(!holds(try leaf(purpose, kind, 1, .ownShops)))
            }
        }
    }
}
