import TesseraModel

extension Hearing {
    /// When a message may be sent: so many days after the event at the same time of day, moved to
    /// the end of the quiet hours if it falls into them.
    ///
    /// - Source: R10; M45, M46.
    func sendTime(of message: Message) -> Timestamp {
        let zone = situation.zone
        var time = event.occurredAt
        var (day, minute) = (today, zone.minuteOfDay(at: time))
        if message.delayDays > 0 {
            day = today.advanced(by: message.delayDays)
            time = zone.instant(of: day, minute: minute)
            (day, minute) = (zone.day(at: time), zone.minuteOfDay(at: time))
        }
        guard let quiet = programme.policy.quiet, quiet.from != quiet.to else { return time }
        let passesMidnight = quiet.from > quiet.to
        let isQuiet =
            passesMidnight
            ? minute >= quiet.from || minute < quiet.to
            : minute >= quiet.from && minute < quiet.to
        guard isQuiet else { return time }
        let endsTomorrow = passesMidnight && minute >= quiet.from
        return zone.instant(of: endsTomorrow ? day.advanced(by: 1) : day, minute: quiet.to)
    }
}
