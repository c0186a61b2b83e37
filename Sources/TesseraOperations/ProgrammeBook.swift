import Synchronization
import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel

/// The versions of the programme that were published, each read when it is wanted first.
///
/// - Source: R6.
package final class ProgrammeBook: Sendable {
    /// A version as it was published.
    package struct Version: Hashable, Sendable {
        /// The operation that published it.
        package let operation: OperationID
        /// Which version it is, 1 for the first.
        package let number: Int
        /// From when on it holds.
        package let publishedAt: Timestamp
        /// The text of its file.
        package let text: String
    }

    /// The versions, oldest first, at least one.
    package let versions: [Version]
    private let settings: Settings
    private let read = Mutex<[Int: Programme]>([:])
    private let indexed = Mutex<[Int: RuleIndex]>([:])

    /// The versions that a book has.
    ///
    /// - Throws: ``EventError/noProgramme`` if none was published.
    init(_ publications: [BookedOperation], settings: Settings) throws(EventError) {
        versions = publications.compactMap { booked in
            guard case .publish(let text) = booked.wish,
                case .published(let number) = booked.outcome
            else { return nil }
            return Version(
                operation: booked.operation, number: number, publishedAt: booked.time, text: text)
        }
        guard !versions.isEmpty else { throw .noProgramme }
        self.settings = settings
    }

    /// The version that holds now.
    package var latest: Version { versions[versions.count - 1] }

    /// The programme of a version.
    ///
    /// - Throws: ``ProgrammeProblems`` if the settings are others than when it was published.
    package func programme(_ version: Version) throws(ProgrammeProblems) -> Programme {
        if let known = read.withLock({ $0[version.number] }) { return known }
        let programme = try Programme(
            yaml: version.text, file: "version \(version.number)", version: version.number,
            currency: settings.currency, assets: settings.assets)
        read.withLock { $0[version.number] = programme }
        return programme
    }

    /// The version by which vouchers of a batch are honoured: the one that granted them, or the one
    /// in force when somebody issued them.
    private func version(of batch: Batch) -> Version {
        if let number = batch.order.programme {
            return versions.first { $0.number == number } ?? latest
        }
        return versions.last { $0.publishedAt <= batch.issuedAt } ?? versions[0]
    }

    /// The latest programme, with the rules for the vouchers shown as they were when these were
    /// issued.
    ///
    /// - Parameter issued: The campaigns of the vouchers, and their batches; of several of one
    ///   campaign the first counts.
    /// - Returns: The rules, found by what they ask for.
    /// - Throws: ``ProgrammeProblems``.
    /// - Source: R6; F32.
    func programme(
        honouring issued: [(campaign: CampaignNumber, batch: Batch)]
    ) throws(ProgrammeProblems) -> RuleIndex {
        let now = try programme(latest)
        var campaigns = now.campaigns
        var honoured: Set<CampaignNumber> = []
        var isAsItWas = true
        for (number, batch) in issued where honoured.insert(number).inserted {
            let then = version(of: batch)
            guard then.number != latest.number,
                let old = try programme(then).campaigns.first(where: { $0.number == number })
            else { continue }
            isAsItWas = false
            if let index = campaigns.firstIndex(where: { $0.number == number }) {
                campaigns[index] = campaigns[index].keeping { !$0.condition.presents }
            }
            // With the limits and hours of then.
            campaigns.append(old.keeping(\.condition.presents))
        }
        if isAsItWas { return index(of: now) }
        return RuleIndex(
            Programme(
                id: now.id, version: now.version, currency: now.currency, assets: now.assets,
                ladders: now.ladders, segments: now.segments, campaigns: campaigns,
                draws: now.draws, policy: now.policy))
    }

    /// The rules of a version, found by what they ask for; made once.
    private func index(of programme: Programme) -> RuleIndex {
        if let known = indexed.withLock({ $0[programme.version] }) { return known }
        let index = RuleIndex(programme)
        indexed.withLock { $0[programme.version] = index }
        return index
    }
}

extension Campaign {
    /// The same campaign with some of its rules.
    fileprivate func keeping(_ isKept: (Rule) -> Bool) -> Campaign {
        Campaign(
            id: id, number: number, title: title, terms: terms, window: window,
            priority: priority, group: group, holdOut: holdOut, tax: tax, limits: limits,
            rules: rules.filter(isKept))
    }
}

extension Condition {
    /// Returns whether a voucher must be shown.
    fileprivate var presents: Bool {
        switch self {
        case .presents: true
        case .all(let all), .any(let all): all.contains(where: \.presents)
        default: false
        }
    }
}
