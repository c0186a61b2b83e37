import TesseraModel

// An instant of day 0 at 00:00 UTC, in seconds since the Unix epoch.
private let dayZeroSeconds: Int64 = 1_577_836_800

extension IssuerZone {
    /// The instant at which the local time is a minute of a day.
    ///
    /// Where the clocks skip that minute it is the first instant after the gap, where they show it
    /// twice the first of the two, so that something that is due then is due once.
    ///
    /// - Parameters:
    ///   - day: A day of this zone.
    ///   - minute: Minutes since 00:00 on the clock, 0…1 440.
    /// - Returns: Always an instant.
    /// - Source: R8; F12.
    package func instant(of day: Day, minute: Int) -> Timestamp {
        let local = IssuerZone.localSeconds(day, minute: minute)
        if let first = instants(ofLocal: local).first { return Timestamp(seconds: first) }
        let end = gap(aroundLocal: local)?.fromSeconds ?? local
        return Timestamp(seconds: end)
    }

    /// The minute of the day on the clock at an instant, 0…1 439.
    package func minuteOfDay(at time: Timestamp) -> Int {
        let local = time.seconds + Int64(offsetSeconds(at: time))
        return Int(local - Int64(local.floorDivided(by: 86_400)) * 86_400) / 60
    }

    // Seconds since the Unix epoch if the zone were UTC.
    static func localSeconds(_ day: Day, minute: Int) -> Int64 {
        dayZeroSeconds + Int64(day.number) * 86_400 + Int64(minute) * 60
    }

    // The instants at which the clock shows a time, in seconds, earliest first; none in a gap.
    func instants(ofLocal local: Int64) -> [Int64] {
        changes.indices.compactMap { index in
            let seconds = local - Int64(changes[index].offsetSeconds)
            // The first offset also holds for all earlier times.
            let isBegun = index == 0 || changes[index].fromSeconds <= seconds
            let isOver = index + 1 < changes.count && changes[index + 1].fromSeconds <= seconds
            return isBegun && !isOver ? seconds : nil
        }
    }

    // The change of the clock that skips a local time, with the offset before it.
    func gap(aroundLocal local: Int64) -> (fromSeconds: Int64, before: Int64, after: Int64)? {
        for (old, new) in zip(changes, changes.dropFirst()) {
            let (before, after) = (Int64(old.offsetSeconds), Int64(new.offsetSeconds))
            if local - before >= new.fromSeconds, local - after < new.fromSeconds {
                return (new.fromSeconds, before, after)
            }
        }
        return nil
    }
}
