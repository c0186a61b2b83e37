import TesseraLoyalty
import TesseraModel

/// Campaigns and their windows.
extension ProgrammeReader {
    private static let windowKeys = [
        "from", "until", "every_year", "weekdays", "hours", "except", "time_zone",
    ]
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    /// All campaigns, in the order of the file; no number is used twice.
    func campaigns(_ node: ProgrammeNode?) -> [Campaign] {
        var numbers: Set<CampaignNumber> = []
        return entries(node, of: "campaigns").compactMap { key, value in
            let known =
                ["number", "title", "terms"] + ProgrammeReader.windowKeys
                + ["priority", "group", "hold_out", "tax", "budget", "limits", "rules"]
            guard let section = section(value, known) else { return nil }
            let number = number(
                required("number", in: section), in: 1...Int(CampaignNumber.max)
            )
            .map { CampaignNumber($0) }
            if let number, !numbers.insert(number).inserted, let node = section["number"] {
                report(.doubledName(.campaignNumber, "\(number)"), at: node.line)
            }
            return campaign(key.name, number: number ?? 0, section)
        }
    }

    private func campaign(
        _ id: String, number: CampaignNumber, _ section: ProgrammeSection
    ) -> Campaign {
        let title = prose(required("title", in: section), 1...100, isOneLine: true)
        let terms = prose(required("terms", in: section), 1...4_000, isOneLine: false)
        let window = window(section)
        let shared = (budget(section["budget"]).map { [$0] } ?? []) + limits(section["limits"])
        return Campaign(
            id: id, number: number, title: title ?? "", terms: terms ?? "", window: window,
            priority: self.number(section["priority"], in: 0...999) ?? 100,
            group: name(section["group"]), holdOut: percent(section["hold_out"], atLeast: 0) ?? 0,
            tax: choice(section["tax"], or: .discount), limits: shared,
            rules: rules(required("rules", in: section), last: window.last, shared: shared))
    }

    private func window(_ section: ProgrammeSection) -> Window {
        var window = Window()
        window.first = day(section["from"])
        window.last = day(section["until"])
        if let first = window.first, let last = window.last, last < first {
            report(
                .contradiction(.endsBeforeItBegins(first: first, last: last)),
                at: section["until"]?.line ?? section.line)
        }
        window.yearly = value(section["every_year"], "two dates such as 12-01 to 01-06") {
            text throws(Fault) in try ProgrammeValues.dates(text, of: "every_year")
        }
        window.weekdays = weekdays(section["weekdays"])
        window.hours = items(section["hours"], of: "hours").compactMap { item in
            value(item, "two times such as 08:00-11:00") { text throws(Fault) in
                try ProgrammeValues.hours(text, of: "hours")
            }
        }
        window.blackouts = items(section["except"], of: "days").compactMap { item in
            value(item, "a day such as 2026-11-22") { text throws(Fault) in
                try ProgrammeValues.days(text, of: "except")
            }
        }
        window.zone = value(
            section["time_zone"], "a time zone such as Europe/Bucharest", ProgrammeValues.zone)
        return window
    }

    private func weekdays(_ node: ProgrammeNode?) -> Set<Int> {
        var days: Set<Int> = []
        for item in items(node, of: "weekdays") {
            let known = ProgrammeReader.weekdays
            guard let name = name(item, as: .weekday, in: known),
                let index = known.firstIndex(of: name)
            else { continue }
            if !days.insert(index + 1).inserted {
                report(.doubledName(.weekday, name), at: item.line)
            }
        }
        return days
    }

    /// What tickets are drawn for, in the order of the file.
    func draws(_ node: ProgrammeNode?) -> [DrawTerms] {
        entries(node, of: "draws").compactMap { key, value in
            guard let section = section(value, ["winners", "prize", "until", "campaign"]) else {
                return nil
            }
            let winners = number(required("winners", in: section), in: 1...100_000)
            let last = day(required("until", in: section))
            let prize = required("prize", in: section).flatMap { voucher($0, last: last) }
            let campaign = name(
                required("campaign", in: section), as: .campaign, in: names.campaigns)
            guard let winners, let last, let prize, let campaign else { return nil }
            if let node = section["prize"], prize.promise == .giftOfAmount {
                report(.contradiction(.doesNotFit("gift: amount", .date)), at: node.line)
            }
            return DrawTerms(
                name: key.name, winners: winners, prize: prize, lastDay: last,
                campaign: campaign)
        }
    }
}
