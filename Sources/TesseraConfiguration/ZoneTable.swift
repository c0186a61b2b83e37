import Foundation
import TesseraModel

extension IssuerZone {
    /// The zone with an IANA name, as a table of its offsets from 2020 to the end of 2099.
    ///
    /// The offsets come from the time-zone data that the program was built with, are written into
    /// keys and kits from here, and are never looked up at a till. After 2099 the last offset
    /// holds.
    ///
    /// - Parameter name: `Europe/Bucharest`, `UTC`; abbreviations such as `EET` are refused,
    ///   because some of them name several zones.
    /// - Returns: The zone under the name as given.
    /// - Throws: ``ConfigurationError/unknownZone(_:nearest:at:)`` for any other name.
    /// - Source: T6.
    package static func named(_ name: String) throws(ConfigurationError) -> IssuerZone {
        if name == utc.name { return utc }
        guard name.contains("/"), let zone = TimeZone(identifier: name) else {
            let known = TimeZone.knownTimeZoneIdentifiers + [utc.name]
            throw .unknownZone(name, nearest: Spelling.nearest(to: name, in: known), at: nil)
        }
        let offsets = ZoneOffsets(zone: zone)
        return IssuerZone(
            name: name, first: Change(fromSeconds: ZoneOffsets.first, offset: offsets.atStart),
            later: offsets.changes())
    }
}

extension IssuerZone.Change {
    fileprivate init(fromSeconds: Int64, offset: Int) {
        self.init(fromSeconds: fromSeconds, offsetSeconds: Int32(clamping: offset))
    }
}

/// The offsets of one of Foundation's zones over the years a token can speak of.
private struct ZoneOffsets {
    let zone: TimeZone

    /// A day before 2020-01-01T00:00:00Z, so that day 0 is covered in every zone.
    static let first: Int64 = 1_577_750_400
    /// 2100-01-01T00:00:00Z.
    static let end: Int64 = 4_102_444_800
    /// How far apart the samples are that look for what the transitions leave out.
    static let stepSeconds: Int64 = 7 * 86_400

    var atStart: Int { offset(at: ZoneOffsets.first) }

    func offset(at seconds: Int64) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds)))
    }

    /// All instants at which the offset becomes another one.
    func changes() -> [IssuerZone.Change] {
        // The transitions find changes that are days apart, as in Ramadan; the samples find a
        // change of the standard offset, which some versions of Foundation do not count as a
        // transition.
        var moments = transitions()
        let sampled = stride(
            from: ZoneOffsets.first, to: ZoneOffsets.end, by: Int(ZoneOffsets.stepSeconds))
        moments = Set(moments + Array(sampled) + [ZoneOffsets.end]).sorted()
        var changes: [IssuerZone.Change] = []
        var (earlier, held) = (ZoneOffsets.first, atStart)
        for moment in moments {
            let found = offset(at: moment)
            if found != held {
                let from = instant(between: earlier, and: moment, losing: held)
                changes.append(.init(fromSeconds: from, offset: found))
                held = found
            }
            earlier = moment
        }
        return changes
    }

    private func transitions() -> [Int64] {
        var found: [Int64] = []
        var date = Date(timeIntervalSince1970: TimeInterval(ZoneOffsets.first))
        while let next = zone.nextDaylightSavingTimeTransition(after: date), next > date,
            next.timeIntervalSince1970 < TimeInterval(ZoneOffsets.end)
        {
            found.append(Int64(next.timeIntervalSince1970))
            date = next
        }
        return found
    }

    /// The first second that no longer has an offset, which the earlier end still has.
    private func instant(
        between earlier: Int64, and later: Int64, losing held: Int
    ) -> Int64 {
        var (low, high) = (earlier, later)
        while high - low > 1 {
            let middle = (low + high) / 2
            if offset(at: middle) == held { low = middle } else { high = middle }
        }
        return high
    }
}
