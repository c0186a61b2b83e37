import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

@testable import TesseraLedgerSQLite

/// What is remembered of slips is never older than what somebody was told.
struct KnownSlipsTests {
    private let slip = Slip(name: "key/a", value: [1], version: 1, expiresAt: nil)

    @Test
    func `a slip that was kept is known until it changes`() {
        let known = KnownSlips()
        known.keep(slip, readAt: known.mark)
        #expect(known.slip("key/a", at: Sample.noon) == slip)

        known.forget("key/a")

        #expect(known.slip("key/a", at: Sample.noon) == nil)
    }

    @Test
    func `what was read before a change was over is not kept after it`() {
        let known = KnownSlips()
        let mark = known.mark

        known.forget("key/a")
        known.keep(slip, readAt: mark)

        #expect(known.slip("key/a", at: Sample.noon) == nil)
    }

    @Test
    func `a slip is known until the moment it expires, and not in it`() {
        let known = KnownSlips()
        let brief = Slip(name: "key/b", value: [2], version: 1, expiresAt: Sample.noon)

        known.keep(brief, readAt: known.mark)

        let before = Sample.noon.advanced(byMilliseconds: -1)
        #expect(known.slip("key/b", at: before) == brief)
        #expect(known.slip("key/b", at: Sample.noon) == nil)
    }
}
