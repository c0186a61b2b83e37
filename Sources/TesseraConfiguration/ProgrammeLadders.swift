import TesseraLedger
import TesseraLoyalty
import TesseraModel

/// What a programme's campaigns build on: assets, ladders, segments and the policy.
extension ProgrammeReader {
    /// The assets, each as in the settings.
    func assets(_ node: ProgrammeNode?) -> [AssetRule] {
        entries(node, of: "assets").compactMap { key, value in
            guard let terms = settled.first(where: { $0.name == key.name }) else {
                report(.unknown(.asset, key.name, in: settled.map(\.name)), at: key.line)
                return nil
            }
            let known = ["decimals", "debt", "pending_days", "good_for"]
            guard let section = section(value, known) else { return nil }
            if let node = section["decimals"], let decimals = number(node, in: 0...6),
                decimals != terms.scale
            {
                report(
                    .contradiction(
                        .assetDiffers(key.name, key: "decimals", settings: "\(terms.scale)")),
                    at: node.line)
            }
            if let node = section["debt"], node.text == "yes" || node.text == "no",
                yesOrNo(node) != terms.allowsDebt
            {
                report(
                    .contradiction(
                        .assetDiffers(
                            key.name, key: "debt", settings: terms.allowsDebt ? "yes" : "no")),
                    at: node.line)
            } else {
                _ = yesOrNo(section["debt"])
            }
            return AssetRule(
                name: key.name, scale: terms.scale, allowsDebt: terms.allowsDebt,
                pendingDays: number(section["pending_days"], in: 0...365) ?? 0,
                lifetime: lifetime(section["good_for"]) ?? .endless)
        }
    }

    /// The ladders; each is known by name from then on.
    func readLadders(_ node: ProgrammeNode?) {
        for (key, value) in entries(node, of: "tiers") {
            guard let section = section(value, ["measure", "levels"]) else { continue }
            let measure = words(
                section["measure"], "a figure such as quantity of drinks"
            ) { words throws(Fault) in try figure(&words) }
            let levels = required("levels", in: section).map {
                self.levels($0, of: measure, isMeasured: section["measure"] != nil)
            }
            names.ladders.append(
                Ladder(name: key.name, measure: measure?.metric, levels: levels ?? []))
        }
    }

    private func levels(
        _ node: ProgrammeNode, of figure: ProgrammeFigure?, isMeasured: Bool
    ) -> [Ladder.Level] {
        guard isMeasured else {
            var levels: [Ladder.Level] = []
            for item in items(node, of: "levels") {
                guard let name = name(item) else { continue }
                if levels.contains(where: { $0.name == name }) {
                    report(.doubledName(.level, name), at: item.line)
                }
                levels.append(Ladder.Level(name: name, from: Int64(levels.count)))
            }
            return levels
        }
        var levels: [Ladder.Level] = []
        let entries = entries(node, of: "the least of each")
        if entries.isEmpty, node.pairs != nil {
            report(.wrongType(node.name, wanted: "at least one level"), at: node.line)
        }
        for (key, value) in entries {
            // Without a measure that is understood there is no unit either.
            let from = words(figure == nil ? nil : value, "a number") { words throws(Fault) in
                try number(&words, in: figure?.unit ?? .whole)
            }
            if let from, let below = levels.last, from <= below.from {
                report(
                    .contradiction(.levelNotAbove(key.name, below: below.name)), at: value.line)
            }
            levels.append(Ladder.Level(name: key.name, from: from ?? (levels.last?.from ?? 0) + 1))
        }
        return levels
    }

    /// The segments; each may name those above it.
    func segments(_ node: ProgrammeNode?) -> [Segment] {
        entries(node, of: "segments").map { key, value in
            let segment = Segment(name: key.name, condition: condition(value))
            names.segments.append(key.name)
            return segment
        }
    }

    /// What staff may do by themselves.
    private func readStaff(_ section: ProgrammeSection) {
        policy.secondPersonAbove = guarded(section["second_person_above"])
        let day = section["second_person_above_per_day"]
        policy.secondPersonAbovePerDay = guarded(day)
        for act in GuardedAct.allCases {
            // Such an amount of one act would never be asked for.
            guard let day, let ofDay = policy.secondPersonAbovePerDay[act],
                let ofOne = policy.secondPersonAbove[act], ofDay < ofOne
            else { continue }
            report(.contradiction(.dayBelowOneAct(act)), at: day.line)
        }
        if let node = section["cashier_reversal"],
            let part = self.section(node, ["minutes", "up_to"]),
            let minutes = number(required("minutes", in: part), in: 1...1_440),
            let upTo = amount(required("up_to", in: part))
        {
            policy.cashierReversal = CashierReversal(minutes: minutes, upTo: upTo)
        }
    }

    /// An amount for each act that is named.
    private func guarded(_ node: ProgrammeNode?) -> [GuardedAct: Int64] {
        let acts = GuardedAct.allCases
        guard let node, let limits = section(node, acts.map(\.rawValue)) else { return [:] }
        var amounts: [GuardedAct: Int64] = [:]
        for act in acts { amounts[act] = amount(limits[act.rawValue]) }
        return amounts
    }

    /// What holds for all campaigns.
    func readPolicy(_ node: ProgrammeNode?) {
        let known = [
            "offers", "contacts", "quiet_hours", "refunds", "clawback", "expiry_floor_days",
            "load_cap", "cash_out_up_to", "second_person_above",
            "second_person_above_per_day", "cashier_reversal",
        ]
        guard let node, let section = section(node, known) else { return }
        policy.offers = cap(section["offers"])
        policy.contacts = cap(section["contacts"])
        let quiet = value(section["quiet_hours"], "two times such as 21:00-09:00") {
            text throws(Fault) in try ProgrammeValues.hours(text, of: "quiet_hours")
        }
        policy.quiet = quiet.map { ($0.from, $0.to) }
        policy.refunds = choice(section["refunds"], or: .proportional)
        policy.clawback = choice(section["clawback"], or: .owe)
        policy.expiryFloorDays = number(section["expiry_floor_days"], in: 1...36_500)
        policy.loadCap = amount(section["load_cap"])
        policy.cashOutUpTo = amount(section["cash_out_up_to"])
        readStaff(section)
    }
}
