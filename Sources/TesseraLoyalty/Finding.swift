import TesseraModel

/// What a condition needed, what was there, and whether it holds.
///
/// - Source: F28.
struct Finding {
    let holds: Bool
    let code: String
    let needed: String
    let actual: String

    /// The failure, with its code.
    var refusal: Refusal { Refusal(code: code, needed: needed, actual: actual) }
    /// The reason for a "yes".
    var reason: Refusal { Refusal(code: "holds", needed: needed, actual: actual) }
}

extension Hearing {
    /// What became of each part of a rule's condition, in the order in which they are written.
    func findings(of condition: Condition, for found: RuleInCampaign) -> [Finding] {
        switch condition {
        case .always: return []
        case .all(let parts): return parts.flatMap { findings(of: $0, for: found) }
        case .any(let parts):
            let each = parts.map { findings(of: $0, for: found) }
            let holds = each.contains { $0.allSatisfy(\.holds) }
            let failed = each.flatMap { $0 }.filter { !$0.holds }
            // Somebody who agrees would be enough, whatever else is missing.
            let code = failed.first { $0.code == "approval_required" } ?? failed.first
            return [
                Finding(
                    holds: holds, code: code?.code ?? "not_eligible",
                    needed: parts.map { spoken($0) }.joined(separator: " or "),
                    actual: each.flatMap { $0 }.map(\.actual).joined(separator: ", "))
            ]
        case .not(let part):
            let each = findings(of: part, for: found)
            return [
                Finding(
                    holds: !each.allSatisfy(\.holds), code: "not_eligible",
                    needed: spoken(condition), actual: each.map(\.actual).joined(separator: ", "))
            ]
        default: return [finding(of: condition, for: found)]
        }
    }

    private func finding(of condition: Condition, for found: RuleInCampaign) -> Finding {
        switch condition {
        case .compare(let metric, let comparison, let number):
            return compared(condition, metric, comparison, number)
        case .word(let fact, let among):
            let words = situation.words(of: fact)
            return answer(
                condition, words.contains(where: among.contains), "not_eligible",
                words.isEmpty ? "none" : words.joined(separator: ", "))
        case .atLeast(let ladder, let level):
            return placed(condition, ladder) {
                $0 >= $1
            } on: {
                $0.index(of: level)
            }
        case .on(let ladder, let level):
            return placed(condition, ladder) {
                $0 == $1
            } on: {
                $0.index(of: level)
            }
        case .segment(let name):
            let segment = programme.segments.first { $0.name == name }
            let holds =
                segment.map { findings(of: $0.condition, for: found).allSatisfy(\.holds) } ?? false
            return answer(
                condition, holds, situation.member == nil ? "member_required" : "segment",
                "\(holds ? "in it" : "not in it"), \(programme.id) version \(programme.version)")
        case .isMember:
            return answer(
                condition, situation.member != nil, "member_required",
                situation.member == nil ? "no card" : "a card")
        case .aboutOwn:
            return answer(
                condition, isAboutOwn, "not_eligible",
                situation.original == nil ? "no such purchase" : "somebody else's")
        case .isNotSelf:
            return brought(condition)
        case .presents:
            let isShown = found.campaign.isShown(in: situation)
            return answer(condition, isShown, "voucher_required", isShown ? "shown" : "not shown")
        case .approved:
            let second = facts.approvedBy
            return answer(
                condition, second != nil && second != event.worker, "approval_required",
                second == nil ? "nobody" : second?.text ?? "")
        case .chance(let points):
            let drawn = chance("rule/\(found.path)/\(event.operation.text)") % 10_000
            return answer(condition, drawn < UInt64(max(0, points)), "not_drawn", "\(drawn)")
        case .always, .all, .any, .not:
            preconditionFailure("taken apart before")
        }
    }

    private func answer(
        _ condition: Condition, _ holds: Bool, _ code: String, _ actual: String
    ) -> Finding {
        Finding(holds: holds, code: code, needed: spoken(condition), actual: actual)
    }

    private func compared(
        _ condition: Condition, _ metric: Metric, _ comparison: Comparison, _ number: Int64
    ) -> Finding {
        guard let figure = figure(metric) else {
            let code =
                metric.needsMember && situation.member == nil ? "member_required" : "not_eligible"
            return answer(condition, false, code, "unknown")
        }
        let code =
            switch metric {
            case .basketTotal, .basketPaid:
                comparison == .atLeast || comparison == .above ? "below_minimum" : "not_eligible"
            case .balance: "insufficient_balance"
            default: "not_eligible"
            }
        return answer(
            condition, comparison.holds(figure, number), code, spoken(figure, of: metric))
    }

    private func placed(
        _ condition: Condition, _ name: String, _ holds: (Int, Int) -> Bool,
        on wanted: (Ladder) -> Int?
    ) -> Finding {
        guard let ladder = programme.ladders.first(where: { $0.name == name }),
            let wanted = wanted(ladder), let level = level(on: ladder)
        else { return answer(condition, false, "member_required", "no card") }
        return answer(condition, holds(ladder.index(of: level) ?? 0, wanted), "level", level)
    }

    private func brought(_ condition: Condition) -> Finding {
        guard let referrer = situation.referrer else {
            return answer(condition, false, "referrer_required", "nobody")
        }
        let person = facts.person ?? situation.member?.person
        let isSelf =
            referrer.number == event.member || (person != nil && person == referrer.person)
        return answer(
            condition, !isSelf, "self_referral", isSelf ? "the same person" : "another person")
    }

    private var isAboutOwn: Bool {
        guard let original = situation.original, original.isAccepted,
            let member = situation.member
        else { return false }
        return original.event.member == member.number
            || member.history.contains { $0.event.operation == original.event.operation }
    }
}
