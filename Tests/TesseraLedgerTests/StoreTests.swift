import TesseraTestSupport
import Testing

/// Which stores the promises are asked of.
struct StoreTests {
    /// Prints as skipped where there is no server, so that its absence is seen.
    @Test(.enabled(if: Store.postgres.isConfigured, "no PostgreSQL configured"))
    func `every promise is asked of PostgreSQL too`() {
        #expect(Store.available == [.inMemory, .sqlite, .postgres])
        #expect(Store.durable == [.sqlite, .postgres])
    }
}
