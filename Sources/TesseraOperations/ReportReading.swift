import Synchronization
import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraReports

extension Counter {
    /// What reports are made from, as the book stands now, read in one pass.
    ///
    /// A shop that has published no programme has reports of its vouchers and points all the same.
    ///
    /// - Throws: ``ProgrammeProblems`` if the settings are others than when the programme was
    ///   published; ``LedgerError/ledgerDamaged`` for an event that cannot be read; infrastructure
    ///   errors.
    /// - Source: R8.
    package func reportInput() async throws -> ReportInput {
        let zone = settings.zone
        let programme = try await programmeForReports()
        let records = Mutex(ReportRecords(zone: zone))
        try await ledger.export { record in try records.withLock { try $0.take(record) } }
        let asOf = clock.now()
        return records.withLock { $0.input(asOf: asOf, programme: programme) }
    }

    private func programmeForReports() async throws -> Programme {
        let published = try await ledger.publications()
        guard !published.isEmpty else {
            return Programme(
                id: "none", version: 0, currency: settings.currency,
                assets: settings.assets.map { asset in
                    AssetRule(
                        name: asset.name, scale: asset.scale, allowsDebt: asset.allowsDebt,
                        pendingDays: 0, lifetime: .endless)
                }, ladders: [], segments: [], campaigns: [], draws: [], policy: Policy())
        }
        let book = try ProgrammeBook(published, settings: settings)
        return try book.programme(book.latest)
    }

    /// The members who agree to something now; nobody of whom nothing is known.
    ///
    /// - Throws: ``ProfileError/unreadable(_:)``; infrastructure errors.
    /// - Source: R11.
    package func consenting(to purpose: Profile.Purpose) async throws -> Set<MemberNumber> {
        let limit = 1_000
        var found: Set<MemberNumber> = []
        var after: MemberNumber?
        while true {
            let page = try await ledger.members(after: after, limit: limit)
            for member in page where try profile(of: member)?.allows(purpose) == true {
                found.insert(member.number)
            }
            guard page.count == limit, let last = page.last else { return found }
            after = last.number
        }
    }
}
