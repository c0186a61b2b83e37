/// Names say what a thing is, not that something handles it.
enum NameRules {
    static let bannedParts: Set<String> = [
        "Manager", "Managers", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Core",
        "Common", "Extensions",
    ]

    static func bannedNames(in file: SwiftFile) -> [Finding] {
        var found = bannedPart(of: file.name).map { [file.finding(1, "\($0) in the file's name")] }
        for (name, index) in file.typeNames {
            guard let part = bannedPart(of: name) else { continue }
            found = (found ?? []) + [file.finding(file.tokens[index].line, "\(part) in \(name)")]
        }
        return found ?? []
    }

    private static func bannedPart(of name: String) -> String? {
        parts(of: name).first { bannedParts.contains($0) }
    }

    /// `TokenManager+more` as `Token`, `Manager`, `more`.
    static func parts(of name: String) -> [String] {
        var parts: [String] = []
        var part = ""
        for character in name {
            if character.isUppercase || !character.isLetter, !part.isEmpty {
                parts.append(part)
                part = ""
            }
            if character.isLetter { part.append(character) }
        }
        return part.isEmpty ? parts : parts + [part]
    }
}
