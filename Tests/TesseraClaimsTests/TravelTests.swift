import TesseraClaims
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// The files that travel between a till and its issuer.
///
/// - Source: L14, T19.
struct TravelTests {
    private func kitKey(_ byte: UInt8 = 9) throws -> Ed25519PrivateKey {
        try Ed25519PrivateKey(seed: SecretBytes([UInt8](repeating: byte, count: 32)))
    }

    private func pairing() throws -> Pairing {
        Pairing(
            device: Sample.till1, acceptor: Sample.harbour, epoch: 2, key: try LogScene.key(7),
            kitKey: try kitKey().publicKey, issuer: "Cafe Pătrat", ledgerEpoch: UInt64.max - 1,
            isTraining: true)
    }

    private func receipt() throws -> SyncReceipt {
        let scene = try LogScene()
        let claims = try scene.append(2, to: scene.open().log)
        return SyncReceipt(
            device: Sample.till1, epoch: 1, acceptor: Sample.harbour, ledgerEpoch: 77,
            answeredAt: Sample.noon, through: 2, last: 12, gaps: [3...6, 9...9],
            items: [
                SyncReceipt.Item(claims[0], ClaimVerdict(ruling: .accepted, paid: 1_200)),
                SyncReceipt.Item(
                    claims[1],
                    ClaimVerdict(
                        ruling: .overLimit, paid: 200, lostByIssuer: 700, lostByAcceptor: 300)),
            ])
    }

    @Test func `a pairing is read back as it was written`() throws {
        let bytes = PairingFile.bytes(of: try pairing())

        let read = try PairingFile.pairing(bytes)

        #expect(PairingFile.bytes(of: read) == bytes)
        #expect(read.device == Sample.till1)
        #expect(read.acceptor == Sample.harbour)
        #expect(read.epoch == 2)
        #expect(read.issuer == "Cafe Pătrat")
        #expect(read.ledgerEpoch == 18_446_744_073_709_551_614)
        #expect(read.isTraining)
        #expect(read.kitKey.bytes == (try kitKey().publicKey.bytes))
    }

    @Test func `a pairing with any bit changed or cut anywhere is refused`() throws {
        let bytes = PairingFile.bytes(of: try pairing())

        for bit in 0..<(bytes.count * 8) {
            var changed = bytes
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: ClaimError.damaged(.pairing)) { try PairingFile.pairing(changed) }
        }
        for count in 0..<bytes.count {
            #expect(throws: ClaimError.damaged(.pairing)) {
                try PairingFile.pairing(Array(bytes.prefix(count)))
            }
        }
    }

    @Test func `a later form is named`() throws {
        var bytes = Array(PairingFile.bytes(of: try pairing()).dropLast(32))
        bytes[6] = 2

        #expect(throws: ClaimError.newer(.pairing, version: 2)) {
            try PairingFile.pairing(bytes + Digest.sha256(bytes))
        }
    }

    @Test func `a pairing does not show its key`() throws {
        let pairing = try pairing()
        var text = ""
        dump(pairing, to: &text)

        #expect(!text.contains("7, 7, 7"))
        #expect(!"\(pairing)".contains("7, 7"))
    }

    @Test func `an upload is read back as it was written, empty too`() throws {
        let scene = try LogScene()
        let claims = try scene.append(3, to: scene.open().log)

        for part in [claims, Array(claims.dropFirst()), []] {
            let upload = ClaimUpload(device: Sample.till1, epoch: 1, claims: part)
            #expect(try ClaimUpload(upload.bytes) == upload)
        }
    }

    @Test func `an upload changed or cut is refused`() throws {
        let scene = try LogScene()
        let claims = try scene.append(2, to: scene.open().log)
        let bytes = ClaimUpload(device: Sample.till1, epoch: 1, claims: claims).bytes

        for count in 0..<bytes.count {
            #expect(throws: ClaimError.damaged(.upload)) {
                try ClaimUpload(Array(bytes.prefix(count)))
            }
        }
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 4
            #expect(throws: ClaimError.damaged(.upload)) { try ClaimUpload(changed) }
        }
    }

    @Test func `records of another till or with a gap are no upload`() throws {
        let scene = try LogScene()
        let claims = try scene.append(3, to: scene.open().log)

        let gap = ClaimUpload(
            device: Sample.till1, epoch: 1, claims: [claims[0], claims[2]])
        let foreign = ClaimUpload(device: Sample.till2, epoch: 1, claims: claims)

        #expect(throws: ClaimError.uploadUnsound(sequence: 3)) { try ClaimUpload(gap.bytes) }
        #expect(throws: ClaimError.uploadUnsound(sequence: 1)) { try ClaimUpload(foreign.bytes) }
    }

    @Test func `a record whose MAC is wrong still arrives, to be judged`() throws {
        let scene = try LogScene()
        var bytes = try scene.append(1, to: scene.open().log)[0].bytes
        bytes[bytes.count - 1] ^= 1
        let upload = ClaimUpload(
            device: Sample.till1, epoch: 1, claims: [try LoggedClaim(bytes)])

        let read = try ClaimUpload(upload.bytes)

        #expect(!read.claims[0].isAuthentic(under: scene.key))
    }

    @Test func `a receipt is read back and only under the issuer's key`() throws {
        let receipt = try receipt()
        let bytes = try ReceiptFile.bytes(of: receipt, signedBy: kitKey())

        #expect(try ReceiptFile.receipt(bytes, under: kitKey().publicKey) == receipt)
        #expect(throws: ClaimError.receiptNotGenuine) {
            try ReceiptFile.receipt(bytes, under: kitKey(8).publicKey)
        }
    }

    @Test func `a receipt changed or cut anywhere is refused`() throws {
        let bytes = try ReceiptFile.bytes(of: receipt(), signedBy: kitKey())
        let key = try kitKey().publicKey

        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            #expect(throws: index < 6 ? ClaimError.damaged(.receipt) : .receiptNotGenuine) {
                try ReceiptFile.receipt(changed, under: key)
            }
            #expect(throws: ClaimError.self) {
                try ReceiptFile.receipt(Array(bytes.prefix(index)), under: key)
            }
        }
    }

    @Test(arguments: ClaimVerdict.Ruling.allCases)
    func `every verdict travels`(ruling: ClaimVerdict.Ruling) throws {
        let item = SyncReceipt.Item(
            operation: OperationID(high: 1, low: 2), sequence: 4, hash: .beginning,
            ruling: ruling, paid: 1, lostByIssuer: 2, lostByAcceptor: 3, returned: 4)
        let receipt = SyncReceipt(
            device: Sample.till1, epoch: 1, acceptor: Sample.harbour, ledgerEpoch: 0,
            answeredAt: Sample.noon, through: 4, last: 4, gaps: [], items: [item])

        let bytes = try ReceiptFile.bytes(of: receipt, signedBy: kitKey())

        #expect(try ReceiptFile.receipt(bytes, under: kitKey().publicKey).items == [item])
    }
}
