import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraToken

/// What the versions of the programme promise about a draw.
///
/// - Source: M24; R6.
struct PromisedDraw {
    /// Its name.
    let name: String
    /// The last day on which tickets are given.
    let lastDay: Day
    /// When that day is over: what is booked from then on changes nothing.
    let closesAt: Timestamp
    /// When the draw was published first; its seed follows from the keys of that day.
    let publishedAt: Timestamp
    /// The version that was in force when it closed, or is now.
    let version: ProgrammeBook.Version

    /// The draws of all versions, in the order in which they were published first.
    ///
    /// A version that names a draw may move its last day as long as that is not over. One that
    /// comes later, or no longer names it, changes nothing.
    ///
    /// - Throws: ``ProgrammeProblems``.
    static func all(
        in book: ProgrammeBook, zone: IssuerZone
    ) throws(ProgrammeProblems) -> [PromisedDraw] {
        var found: [PromisedDraw] = []
        for version in book.versions {
            for terms in try book.programme(version).draws {
                let index = found.firstIndex { $0.name == terms.name }
                if let index, found[index].closesAt <= version.publishedAt { continue }
                let end = zone.instant(of: terms.lastDay.advanced(by: 1), minute: 0)
                let draw = PromisedDraw(
                    name: terms.name, lastDay: terms.lastDay,
                    closesAt: max(end, version.publishedAt),
                    publishedAt: index.map { found[$0].publishedAt } ?? version.publishedAt,
                    version: version)
                if let index { found[index] = draw } else { found.append(draw) }
            }
        }
        return found
    }
}

extension Counter {
    /// The secret seed of a draw, the same however often the keys are rotated later.
    ///
    /// - Throws: ``ConfigurationError/secretDestroyed(_:)`` if the key of then is gone;
    ///   ``ConfigurationError/noSigningKey(_:_:)``.
    func seed(of draw: PromisedDraw) throws -> DrawValue {
        let cards = keys.entries.filter {
            $0.record.kinds.contains(.member) && $0.record.audience == .ownShops
        }
        // Never a key that was made on the day itself, unless it was the first: it may be younger
        // than the promise.
        let day = settings.zone.day(at: draw.publishedAt)
        guard let entry = cards.last(where: { $0.record.signFrom < day }) ?? cards.first else {
            throw ConfigurationError.noSigningKey(.member, .ownShops)
        }
        let key = try keys.signingKey(id: entry.record.id, kind: .member)
        guard let seed = DrawValue(try chance(named: "draw/\(draw.name)", by: key).seed) else {
            throw LedgerError.ledgerDamaged
        }
        return seed
    }
}
