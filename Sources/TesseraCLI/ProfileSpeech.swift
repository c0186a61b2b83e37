import TesseraAnswers
import TesseraLoyalty
import TesseraModel
import TesseraOperations

extension Profile {
    /// The profile as its owner and the office read it.
    func lines(_ zone: IssuerZone) -> [String] {
        var lines = [
            "  Name      \(name.isEmpty ? "not known" : name)",
            "  Contact   \(contact.isEmpty ? "not known" : contact)",
        ]
        if let birthday { lines.append("  Birthday  \(birthday.text)") }
        for (name, value) in preferences.sorted(by: { $0.key < $1.key }) {
            lines.append("  Prefers   \(name): \(value)")
        }
        for purpose in Purpose.allCases {
            guard let consent = consents[purpose] else { continue }
            let word = consent.withdrawnAt.map { "withdrawn \(zone.listed($0))" }
            lines.append(
                "  Consent   \(purpose.rawValue): "
                    + (word ?? "given \(zone.listed(consent.givenAt))"))
        }
        return lines
    }

    /// Preferences and consents as programs read them; none where there are none.
    var choices: [(String, JSONValue?)] {
        let liked = preferences.sorted { $0.key < $1.key }
        let agreed = Purpose.allCases.compactMap { purpose in
            consents[purpose].map { consent in
                JSONValue.record(
                    ("purpose", .string(purpose.rawValue)),
                    ("given_at", .string(consent.givenAt.rfc3339)),
                    ("withdrawn_at", consent.withdrawnAt.map { .string($0.rfc3339) }))
            }
        }
        return [
            ("preferences", liked.isEmpty ? nil : .record(liked.map { ($0, .string($1)) })),
            ("consents", agreed.isEmpty ? nil : .array(agreed)),
        ]
    }
}

extension RecognisedMember {
    /// What the till shows, as programs read it.
    var value: JSONValue {
        .record(
            ("member", .string(number.text)), ("name", name.map { .string($0) }),
            (
                "tiers",
                .array(
                    standing.levels.map { level in
                        .record(
                            ("tier", .string(level.ladder)), ("level", .string(level.name)),
                            ("since", level.since.map { .string($0.rfc3339) }))
                    })
            ), ("next", .array(standing.next.map { .string($0) })),
            (
                "preferences",
                preferences.isEmpty
                    ? nil
                    : .record(
                        preferences.sorted { $0.key < $1.key }.map { ($0, .string($1)) })
            ))
    }

    /// What the till shows: a greeting and one line to read out.
    func lines(_ zone: IssuerZone) -> [String] {
        let levels = standing.levels.map { level in
            let since = level.since.map { " since \(zone.day(at: $0).civil.year)" } ?? ""
            return level.name.prefix(1).uppercased() + level.name.dropFirst() + since
        }
        let liked = preferences.sorted { $0.key < $1.key }.map { "prefers \($0.value)" }
        let all = levels + standing.next + liked
        return [name ?? number.text] + (all.isEmpty ? [] : ["  \(all.joined(separator: ", "))"])
    }
}
