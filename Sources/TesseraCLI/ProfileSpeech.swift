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
}

extension RecognisedMember {
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
