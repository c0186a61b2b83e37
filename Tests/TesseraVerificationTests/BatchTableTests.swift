import TesseraModel
import TesseraTestSupport
import TesseraToken
import TesseraVerification
import Testing

/// What a kit knows of batches: T19.
struct BatchTableTests {
    @Test func `every voucher of a batch finds its promise, and no other one does`() {
        let table = SampleKit.batches()

        #expect(table[Sample.position(3, 0)]?.promise.faceValue == 5_000)
        #expect(table[Sample.position(3, 130_999)]?.promise.faceValue == 5_000)
        #expect(table[Sample.position(3, 131_000)]?.promise.campaign == 3)
        #expect(table[Sample.position(3, 131_000)]?.promise.faceValue == 1)
        #expect(table[Sample.position(4, 0)]?.promise.faceValue == 2)
        #expect(table[Sample.position(4, 9)]?.promise.campaign == 9)
        #expect(table[Sample.position(4, 9)]?.promise.faceValue == 10)
        #expect(table[Sample.position(4, 99)]?.promise.campaign == nil)
        #expect(table[Sample.position(9, 39)]?.promise == .members)
        #expect(table[Sample.position(9, 39)]?.promise.faceValue == 0)
        for (list, slot) in [(2, 0), (4, 100), (9, 40)] as [(UInt16, UInt32)] {
            #expect(table[Sample.position(list, slot)] == nil)
        }
    }

    @Test func `neighbours of one promise are one`() {
        let table = BatchTable(
            (0..<1_000).map {
                KitBatch(first: Sample.position(0, 999 - $0), count: 1, promise: .members)
            })

        #expect(
            table.batches
                == [KitBatch(first: Sample.position(0, 0), count: 1_000, promise: .members)])
    }

    @Test func `a kit without batches knows none`() {
        #expect(BatchTable()[Sample.position(0, 0)] == nil)
        #expect(BatchTable().batches.isEmpty)
    }

    // T19: a shop that issues its gift cards one by one
    @Test func `vouchers issued one by one take a few bytes each`() throws {
        var random = SeededRandom(seed: 4)
        let days = Sample.validity("2026-06-01", "2027-05-31")
        let amounts = (1...20).map { Int64($0 * 500) }
        let batches = (0..<10_000).map { index in
            KitBatch(
                first: Sample.position(0, UInt32(index)), count: 1,
                promise: .vouchers(
                    .gift(Sample.euros(cents: amounts[Int(random.next() % 20)])), uses: 0, days))
        }
        let none = try SampleKit.file(SampleKit.kit(batches: BatchTable())).count

        let all = try SampleKit.file(SampleKit.kit(batches: BatchTable(batches))).count

        #expect(all - none < 31_000)
    }
}
