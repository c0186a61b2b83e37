import TesseraModel
import TesseraTestSupport
import TesseraToken
import TesseraVerification
import Testing

struct StatusMapTests {
    private func map(_ count: UInt32, list: UInt16 = 3) -> StatusMap {
        var map = StatusMap(lists: [list])
        map.note((0..<count).map { (Sample.position(list, $0), SlotStatus.revoked) })
        return map
    }

    // T20
    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `a map comes back from its kit as it was`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let list = UInt16.random(in: 0...65_535, using: &random)
        var map = StatusMap(lists: [list, list ^ 1])
        let noted = (0..<Int.random(in: 0...400, using: &random)).map { _ in
            let slot = UInt32(random.number(in: 0...131_071))
            return (Sample.position(list, slot), SlotStatus(rawValue: UInt8(random.next() & 3)))
        }
        let statuses = noted.map { ($0.0, $0.1 ?? .open) }
        map.note(statuses)

        let read = try SampleKit.read(SampleKit.file(SampleKit.kit(map))).status

        #expect(read == map)
        #expect(read.knownLists == [list, list ^ 1].sorted())
        let last = Dictionary(statuses, uniquingKeysWith: { $1 })
        for (position, status) in last { #expect(read[position] == status) }
    }

    // T20
    @Test func `what is not noted is open, and what is not carried is unknown`() {
        var map = StatusMap(lists: [UInt16(3)])
        map.note([(Sample.position(3, 7), .spent), (Sample.position(9, 0), .partlySpent)])

        #expect(map[Sample.position(3, 7)] == .spent)
        #expect(map[Sample.position(3, 6)] == .open)
        #expect(map[Sample.position(9, 0)] == .partlySpent)
        #expect(map[Sample.position(4, 7)] == nil)

        map.note([(Sample.position(3, 7), .revoked), (Sample.position(3, 7), .open)])
        map.know(4)
        map.know(9)

        #expect(map[Sample.position(3, 7)] == .open)
        #expect(map[Sample.position(4, 7)] == .open)
        #expect(map[Sample.position(9, 0)] == .partlySpent)
        #expect(map.knownLists == [3, 4, 9])
    }

    // T20: 26 212 entries are 3 + 26 212 + 6 553 = 32 768 bytes
    @Test(arguments: [(26_211, 32_767, 0), (26_212, 32_768, 0), (26_213, 32_768, 1)])
    func `the shorter of the two forms is written`(count: Int, length: Int, form: UInt8) throws {
        let map = map(UInt32(count))

        let bytes = try SampleKit.file(SampleKit.kit(map))

        let frame = bytes.dropLast(96 + length).suffix(5)
        #expect(Array(frame) == [form, 0, 0, UInt8(length >> 8), UInt8(length & 255)])
        #expect(try SampleKit.read(bytes).status == map)
    }

    /// Forms of list 3 by hand, and what the map then says about slot 0.
    static let forms: [(String, UInt8, [UInt8], SlotStatus?)] = [
        ("nothing noted", 0, [0], .open),
        ("slot 0 revoked", 0, [1, 0, 0b0100_0000], .revoked),
        ("slot 0 spent", 0, [1, 0, 0b1000_0000], .spent),
        ("slots 0 and 1", 0, [2, 0, 0, 0b1101_0000], .partlySpent),
        ("the last slot", 0, [1, 0xFF, 0xFF, 0x07, 0b0100_0000], .open),
        ("one beyond the last slot", 0, [1, 0x80, 0x80, 0x08, 0b0100_0000], nil),
        ("a gap that leads beyond", 0, [2, 0xFF, 0xFF, 0x07, 0, 0b0101_0000], nil),
        ("an entry that says open", 0, [1, 0, 0], nil),
        ("spare bits", 0, [1, 0, 0b0100_0001], nil),
        ("more spare bits", 0, [1, 0, 0b0110_0000], nil),
        ("no count", 0, [], nil),
        ("no gap", 0, [1], nil),
        ("no status", 0, [1, 0], nil),
        ("a byte behind", 0, [1, 0, 0b0100_0000, 0], nil),
        ("a byte behind nothing", 0, [0, 0], nil),
        ("a count in two bytes", 0, [0x81, 0, 0, 0b0100_0000], nil),
        ("a gap in two bytes", 0, [1, 0x80, 0, 0b0100_0000], nil),
        ("a count in four bytes", 0, [0xFF, 0xFF, 0xFF, 0x00], nil),
        ("a count beyond the slots", 0, [0x81, 0x80, 0x08], nil),
        ("a gap without an end", 0, [1, 0x80], nil),
        ("the longer form", 1, [UInt8](repeating: 0, count: 32_768), nil),
        ("every slot spent", 1, [UInt8](repeating: 0b1010_1010, count: 32_768), .spent),
        ("a raw byte less", 1, [UInt8](repeating: 0xFF, count: 32_767), nil),
        ("a raw byte more", 1, [UInt8](repeating: 0xFF, count: 32_769), nil),
        ("an unknown form", 2, [0], nil),
        (
            "the longer form, sparse", 0,
            [0xE6, 0xCC, 1] + [UInt8](repeating: 0, count: 26_214)
                + [UInt8](repeating: 0b0101_0101, count: 6_553) + [0b0101_0000], nil
        ),
    ]

    // T20
    @Test(arguments: forms.indices)
    func `a list has one spelling and every other is refused`(index: Int) throws {
        let (name, form, bytes, status) = StatusMapTests.forms[index]
        let file = try SampleKit.bytes(lists: [.init(form: form, bytes: bytes)])

        if let status {
            let kit = try SampleKit.read(file)
            #expect(kit.status[Sample.position(3, 0)] == status, "\(name)")
            #expect(try SampleKit.file(kit) == file, "\(name)")
        } else {
            #expect(throws: VerificationError.kitDamaged, "\(name)") { try SampleKit.read(file) }
        }
    }

    // T20
    @Test func `lists that are doubled or out of order are refused`() throws {
        let (three, four) = (
            SampleKit.WrittenList(bytes: [0]), SampleKit.WrittenList(list: 4, bytes: [0])
        )

        #expect(throws: Never.self) { try SampleKit.read(SampleKit.bytes(lists: [three, four])) }
        #expect(throws: VerificationError.kitDamaged) {
            try SampleKit.read(SampleKit.bytes(lists: [three, three]))
        }
        #expect(throws: VerificationError.kitDamaged) {
            try SampleKit.read(SampleKit.bytes(lists: [four, three]))
        }
        #expect(throws: VerificationError.kitDamaged) {
            try SampleKit.read(SampleKit.bytes(lists: [three], behind: [0]))
        }
    }

    // T20: over the end of a list, and over what was noted before
    @Test func `positions that follow one another are noted together`() {
        var map = StatusMap(lists: [UInt16(3)])
        map.note([(Sample.position(3, 131_070), .spent), (Sample.position(4, 2), .spent)])

        map.note(from: Sample.position(3, 131_069), count: 5, .revoked)

        #expect(map.knownLists == [3, 4])
        #expect(map[Sample.position(3, 131_068)] == .open)
        #expect(map[Sample.position(3, 131_069)] == .revoked)
        #expect(map[Sample.position(3, 131_071)] == .revoked)
        #expect(map[Sample.position(4, 0)] == .revoked)
        #expect(map[Sample.position(4, 1)] == .revoked)
        #expect(map[Sample.position(4, 2)] == .spent)
    }

    // T20: few slots are kept in another way than many
    @Test(arguments: [8_191, 8_192, 8_193, 26_300] as [UInt32])
    func `a map says the same however many slots it has`(count: UInt32) throws {
        let map = map(count)
        var other = StatusMap(lists: [UInt16(3)])
        for slot in stride(from: Int(count) - 1, through: 0, by: -997) {
            other.note([(Sample.position(3, UInt32(slot)), .spent)])
        }
        other.note(from: Sample.position(3, 0), count: Int(count), .revoked)

        #expect(other == map)
        #expect(map[Sample.position(3, count - 1)] == .revoked)
        #expect(map[Sample.position(3, count)] == .open)
        #expect(try SampleKit.read(SampleKit.file(SampleKit.kit(map))).status == map)
    }

    // T20: eight lists are 1 048 576 slots
    @Test func `a million vouchers fit at the worst into 360 000 bytes`() throws {
        let raw = [UInt8](repeating: 0b0110_1101, count: 32_768)
        let lists = (0..<8).map { SampleKit.WrittenList(list: $0, form: 1, bytes: raw) }

        let bytes = try SampleKit.file(SampleKit.read(SampleKit.bytes(lists: lists)))

        #expect(bytes.count <= 360_000)
    }

    // T20
    @Test func `a million vouchers of which one in a hundred is used fit into 20 000 bytes`() throws
    {
        var random = SeededRandom(seed: 1)
        var map = StatusMap(lists: (0..<8).map { UInt16($0) })
        map.note(
            (0..<10_486).map { _ in
                let number = Int(random.next() % 1_048_576)
                let position = Sample.position(
                    UInt16(number / 131_072), UInt32(number % 131_072))
                return (position, SlotStatus.spent)
            })

        let bytes = try SampleKit.file(SampleKit.kit(map))

        #expect(bytes.count <= 20_000)
        #expect(try SampleKit.read(bytes).status == map)
    }
}
