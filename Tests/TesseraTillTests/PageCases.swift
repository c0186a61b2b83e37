import TesseraCrypto
import TesseraModel
import TesseraTestSupport
import TesseraToken
import TesseraVerification

/// What the pages are asked, with what the Swift side answers.
struct PageCases: Encodable {
    /// A scanned text under a kit.
    struct Scan: Encodable {
        let kit: Int
        let at: Int64
        let text: String
        let expecting: [UInt8]
        /// The code of the answer; `nil` if it is believed.
        let expect: String?
    }

    /// A kit's file, good or not.
    struct File: Encodable {
        let base64: String
        let expect: String?
    }

    /// What a good kit says of positions: list, slot, status (-1 for none), uses promised.
    struct Seen: Encodable {
        let kit: Int
        let list: UInt16
        let slot: UInt32
        let status: Int
        let uses: Int
    }

    let kitKey: String
    let kits: [String]
    var files: [File] = []
    var seen: [Seen] = []
    var scans: [Scan] = []
    let days: [PageDay]

    private let read: [Kit]

    enum CodingKeys: CodingKey { case kitKey, kits, files, seen, scans, days }

    init() throws {
        let key = try TillScene.kitKey()
        read = try (0..<PageKit.count).map { try PageKit.kit($0) }
        kitKey = base64(key.publicKey.bytes)
        days = try (1...8).map { try PageDay(seed: $0) }
        let files = try read.map { try KitFile.bytes(of: $0, signedBy: key) }
        kits = files.map(base64)
        try judgeFiles(files, key)
        look()
        try judgeScans()
    }

    // MARK: Kits

    private mutating func judgeFiles(_ files: [[UInt8]], _ key: Ed25519PrivateKey) throws {
        var random = SeededRandom(seed: 5)
        let whole = files[0]
        for (index, file) in files.enumerated() { try judge(file, key, index) }
        for _ in 0..<80 {
            var flipped = whole
            flipped[Int(random.next() % UInt64(whole.count))] ^= 1 << UInt8(random.next() & 7)
            try judge(flipped, key)
        }
        for count in [0, 5, 6, 101, 102, 103, whole.count - 1] {
            try judge(Array(whole.prefix(count)), key)
        }
        try judge(whole + [0], key)
        // Whatever was signed and is not written as kits are: only a faulty issuer makes these.
        for _ in 0..<600 {
            var content = Array(files[random.next() & 3 == 0 ? 1 : 0].dropLast(96))
            let place = 6 + Int(random.next() % UInt64(content.count - 6))
            content[place] = UInt8(truncatingIfNeeded: random.next())
            content += Digest.sha256(content)
            let message = Array("tessera/v1/kit".utf8) + [0] + content
            try judge(content + (try key.signature(of: message)), key)
        }
        let other = try Ed25519PrivateKey(seed: SecretBytes([UInt8](repeating: 8, count: 32)))
        try judge(KitFile.bytes(of: read[0], signedBy: other), key)
    }

    private mutating func judge(
        _ file: [UInt8], _ key: Ed25519PrivateKey, _ number: Int? = nil
    ) throws {
        var code: String?
        do throws(VerificationError) {
            let kit = try KitFile.kit(file, from: key.publicKey)
            // Pages reckon with 53 bits, and refuse a kit with longer numbers.
            let times = kit.zone.changes.map(\.fromSeconds)
            if kit.edition.sequence > 1 << 53 || times.contains(where: { $0.magnitude > 1 << 53 }) {
                return
            }
        } catch { code = error.code }
        files.append(File(base64: base64(file), expect: code))
    }

    private mutating func look() {
        var random = SeededRandom(seed: 6)
        for (index, kit) in read.enumerated() {
            for _ in 0..<40 {
                let slot = UInt32(random.number(in: 0...(random.next() & 1 == 0 ? 60 : 131_071)))
                let position = Sample.position(UInt16(random.number(in: 3...5)), slot)
                var uses = -1
                if case .vouchers(_, let count, _)? = kit.batches[position]?.promise {
                    uses = count
                }
                seen.append(
                    Seen(
                        kit: index, list: position.list, slot: slot,
                        status: kit.status[position].map { Int($0.rawValue) } ?? -1, uses: uses))
            }
        }
    }

    // MARK: Codes

    private mutating func judgeScans() throws {
        let good = HandmadeToken()
        let bytes = try good.bytes()
        let text = try good.text()
        for bit in 0..<8 * bytes.count {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << UInt8(7 - bit % 8)
            scan("TZ1" + Base32.text(of: flipped))
        }
        for count in 0...text.count { scan(String(text.prefix(count))) }
        for index in 3..<text.count {
            var characters = Array(text)
            characters[index] = characters[index] == "Z" ? "0" : "Z"
            scan(String(characters))
        }
        let signed = try HandmadeToken(key: 2).text(PageKit.records[1])
        for count in stride(from: 60, through: signed.count, by: 1) {
            scan(String(signed.prefix(count)))
        }
        for other in [
            "]Q3" + text, "\\000001" + text, "]Q1\\000001" + text + "\r\n", " " + text, text + " ",
            text + "é", "TZ1é", "tz1é", "T", "", "TY1ABC", "tw&abc", "TZ2", "TZ1" + text,
            text.lowercased(), String(repeating: "é", count: 99),
            "TZ1" + String(repeating: "u", count: 198),
        ] { scan(other) }
        var random = SeededRandom(seed: 7)
        for _ in 0..<600 { try scanAnything(&random) }
    }

    private mutating func scan(
        _ text: String, kit: Int = 0, at time: Timestamp = Sample.noon, _ expected: KindSet = .all
    ) {
        let bytes = Array(text.utf8)
        var code: String?
        do throws(VerificationError) {
            _ = try read[kit].verifier.verify(scanned: bytes.span, at: time, expecting: expected)
        } catch { code = error.code }
        scans.append(
            Scan(
                kit: kit, at: time.milliseconds, text: text,
                expecting: expected.kinds.map(\.rawValue), expect: code))
    }

    private mutating func scanAnything(_ random: inout SeededRandom) throws {
        let record = PageKit.records[Int(random.next() % UInt64(PageKit.records.count))]
        var token = HandmadeToken(key: record.id.number)
        token.kind = UInt8(random.number(in: 1...4))
        token.audience = record.audience.number
        token.list = UInt16(random.number(in: 3...5))
        token.slot = random.next() & 3 == 0 ? 70_001 : UInt32(random.number(in: 0...45))
        token.first = [2_400, 2_517, 2_525, 2_526, 2_527][Int(random.next() % 5)]
        token.last = token.first + UInt16(random.number(in: 0...9))
        if random.next() & 3 == 0 { token.last = 2_882 }
        token.part = PageCases.part(token.kind, &random)
        if random.next() & 15 == 0 { token.part.append(0) }
        if random.next() & 15 == 0 { token.keyID = UInt16(random.number(in: 0...11)) }
        if random.next() & 15 == 0 { token.audience = 9 }
        let kind = TokenKind(rawValue: token.kind) ?? .gift
        let text = try token.text(record, leafKind: random.next() & 15 == 0 ? .gift : kind)
        // Around noon, and around midnights of Bucharest and of UTC.
        let hours = [0, 9, 10, 12, -3, -14, 24, 48][Int(random.next() & 7)]
        let offset = Int64(hours) * 3_600_000 + Int64(random.number(in: 0...1_300_000)) - 650_000
        scan(
            text, kit: Int(random.next() % UInt64(PageKit.count)),
            at: Sample.noon.advanced(byMilliseconds: offset),
            random.next() & 7 == 0 ? KindSet([.gift, .member]) : .all)
    }

    private static func part(_ kind: UInt8, _ random: inout SeededRandom) -> [UInt8] {
        switch kind {
        case 1: return [5, UInt8(random.number(in: 0...16))]
        case 2: return [0x88, 0x27, 0x03, random.next() & 7 == 0 ? 0xD1 : 0xD2]
        case 3: return [7, UInt8(random.number(in: 1...3)), 0xDC, 0x0B, 0x03, 0xD2, 0, 0]
        default:
            let terms = PageKit.texts[0].digest
            let other: UInt64 = random.next() & 3 == 0 ? 1 : 0
            return [UInt8(random.number(in: 8...9)), 10]
                + (0..<6).map { UInt8(truncatingIfNeeded: (terms ^ other) >> UInt64(40 - 8 * $0)) }
        }
    }
}

extension HandmadeToken {
    init(key: UInt16) {
        self.init()
        keyID = key
    }
}
