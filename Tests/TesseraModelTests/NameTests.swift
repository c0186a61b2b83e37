import TesseraModel
import Testing

struct OperationIDTests {
    @Test func `the id of the ULID specification is read and written`() throws {
        // 01ARZ3NDEKTSV4RRFFQ69G5FAV, the example of github.com/ulid/spec.
        let id = try #require(OperationID("01ARZ3NDEKTSV4RRFFQ69G5FAV"))

        #expect(id.high == 0x0156_3E3A_B5D3_D676)
        #expect(id.low == 0x4C61_EFB9_9302_BD5B)
        #expect(id.text == "01ARZ3NDEKTSV4RRFFQ69G5FAV")
        #expect(id.redemptionText == "rd_01ARZ3NDEKTSV4RRFFQ69G5FAV")
    }

    @Test(
        arguments: [
            ("00000000000000000000000000", 0x0, 0x0),
            ("7ZZZZZZZZZZZZZZZZZZZZZZZZZ", 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF),
            ("00000000000000000000000001", 0x0, 0x1),
            ("00000000000001ZZZZZZZZZZZZ", 0x0, 0x1FFFFFFFFFFFFFFF),
            ("00000000000001000000000000", 0x0, 0x1000000000000000),
            ("0000000000001000000000000G", 0x2, 0x10),
            ("00000000000008000000000000", 0x0, 0x8000000000000000),
            ("0000000000000G000000000000", 0x1, 0x0),
        ] as [(String, UInt64, UInt64)])
    func `every bit has its place`(text: String, high: UInt64, low: UInt64) {
        let id = OperationID(high: high, low: low)

        #expect(id.text == text)
        #expect(OperationID(text) == id)
        #expect(OperationID(bytes: id.bytes) == id)
    }

    @Test func `an id begins with its time and ends with its chance`() throws {
        let time = Timestamp(milliseconds: 1_469_922_850_259)

        let id = OperationID(at: time, chance: (0xD676, 0x4C61_EFB9_9302_BD5B))

        #expect(id.text == "01ARZ3NDEKTSV4RRFFQ69G5FAV")
        #expect(id.bytes.prefix(6) == [0x01, 0x56, 0x3E, 0x3A, 0xB5, 0xD3])
    }

    @Test(arguments: [
        "rd_01ARZ3NDEKTSV4RRFFQ69G5FAV", "op_01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "RD_01arz3ndektsv4rrffq69g5fav", "01arz3ndektsv4rrffq69g5fav",
    ])
    func `prefix and case do not matter`(text: String) {
        #expect(OperationID(text)?.text == "01ARZ3NDEKTSV4RRFFQ69G5FAV")
    }

    @Test(arguments: [
        "", "01ARZ3NDEKTSV4RRFFQ69G5FA", "01ARZ3NDEKTSV4RRFFQ69G5FAVX",
        "8ZZZZZZZZZZZZZZZZZZZZZZZZZ",
        "01ARZ3NDEKTSV4RRFFQ69G5FAU", "01ARZ3NDEKTSV4RRFFQ69G5FA-", "rd_",
        "rd_op_01ARZ3NDEKTSV4RRFFQ69",
        "rd_op_01ARZ3NDEKTSV4RRFFQ69G5FAV", "xx_01ARZ3NDEKTSV4RRFFQ69G5FAV",
    ])
    func `another form is no id`(text: String) {
        #expect(OperationID(text) == nil)
    }

    @Test func `ids sort by their time`() {
        let early = OperationID(at: Timestamp(milliseconds: 1), chance: (0xFFFF, .max))
        let late = OperationID(at: Timestamp(milliseconds: 2), chance: (0, 0))

        #expect(early < late)
        #expect(early.text < late.text)
    }
}

struct PositionTests {
    @Test(arguments: [
        ("vch_0_0", 0), ("vch_0_131071", 131_071), ("vch_1_0", 131_072), ("vch_3_70001", 463_217),
        ("vch_65535_131071", 8_589_934_591),
    ])
    func `a voucher's id is list and slot`(text: String, number: Int) throws {
        let position = try #require(VoucherPosition(voucherText: text))

        #expect(position.number == number)
        #expect(VoucherPosition(number: number)?.voucherText == text)
    }

    @Test(arguments: [
        "", "vch", "vch_1", "vch_1_2_3", "vch_1_131072", "vch_65536_0", "vch_-1_0", "vch_+1_2",
        "vch_1_+2", "vch_01_2", "vch_1_02", "mem_1_2", "VCH_1_2", "vch_1_", "vch__1", "vch_a_1",
    ])
    func `another spelling is no voucher, T3`(text: String) {
        #expect(VoucherPosition(voucherText: text) == nil)
    }

    @Test(arguments: [-1, 8_589_934_592])
    func `there are no positions outside the lists`(number: Int) {
        #expect(VoucherPosition(number: number) == nil)
    }

    @Test(arguments: [
        ("mem_1", 1), ("1234567", 1_234_567), ("mem_1099511627775", 1_099_511_627_775),
    ])
    func `a member is known by a number`(text: String, number: UInt64) {
        #expect(MemberNumber(text: text)?.number == number)
        #expect(MemberNumber(number)?.text == "mem_\(number)")
    }

    @Test(arguments: [
        "", "mem_", "mem_0", "0", "mem_1099511627776", "mem_-1", "mem_+1", "vch_1", "mem_1a",
        "99999999999999999999999", "mem_mem_1",
    ])
    func `a number no member can have is refused`(text: String) {
        #expect(MemberNumber(text: text) == nil)
    }

    @Test(arguments: ["harbour", "till-1", "a.b_c", String(repeating: "a", count: 64)])
    func `a shop's name is written as chosen`(text: String) {
        #expect(ShopID(text)?.text == text)
    }

    @Test(arguments: ["", "a b", "a/b", "é", "a\n", String(repeating: "a", count: 65)])
    func `a name that could be misread is refused`(text: String) {
        #expect(ShopID(text) == nil)
    }
}

struct Base32Tests {
    @Test(arguments: [
        ([], ""), ([0x00], "00"), ([0xFF], "ZW"), ([0x01, 0x02], "0410"),
        ([0xFF, 0xFF, 0xFF], "ZZZZY"),
        ([0xDE, 0xAD, 0xBE, 0xEF], "VTPVXVR"), ([0x00, 0x44, 0x32, 0x14, 0xC7], "01234567"),
        ([0x42, 0x54, 0xB6, 0x35, 0xCF], "89ABCDEF"), ([0x84, 0x65, 0x3A, 0x56, 0xD7], "GHJKMNPQ"),
        ([0xC6, 0x75, 0xBE, 0x77, 0xDF], "RSTVWXYZ"),
    ])
    func `bytes have one spelling, T2`(bytes: [UInt8], text: String) {
        #expect(Base32.text(of: bytes) == text)
        #expect(Base32.bytes(of: text) == bytes)
    }

    @Test(arguments: [
        "0", "000", "000000", "01", "ZX", "ZZ", "0411", "ZZZZZ", "VTPVXVS", "zw", "0O", "0I", "0L",
        "0U", "00=", "0 ", "0-", "ZW\n",
    ])
    func `another spelling is refused, T2`(text: String) {
        #expect(Base32.bytes(of: text) == nil)
    }
}
