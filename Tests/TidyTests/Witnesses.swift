/// Which members keep a promise that a protocol of ours has already explained.
struct Witnesses: Sendable {
    private var requirements: [String: Set<String>] = [:]
    private var inherited: [String: Set<String>] = [:]

    /// Reads the protocols of the files and who conforms to them.
    init(files: [SwiftFile]) {
        for file in files {
            for type in file.typeDeclarations {
                inherited[type.name, default: []].formUnion(type.inherits)
                guard type.isProtocol else { continue }
                requirements[type.name, default: []].formUnion(
                    type.body.compactMap { Witnesses.signature(at: $0, in: file) })
            }
        }
    }

    /// Returns whether a protocol that the type of this member conforms to demands it.
    func explain(_ keyword: Int, in file: SwiftFile) -> Bool {
        guard let signature = Witnesses.signature(at: keyword, in: file),
            let type = file.typeDeclarations.last(where: { $0.body.contains(keyword) })
        else { return false }
        var open = [type.name]
        var seen: Set<String> = []
        while let name = open.popLast() {
            guard seen.insert(name).inserted else { continue }
            if !type.isProtocol, requirements[name]?.contains(signature) == true { return true }
            open += inherited[name] ?? []
        }
        return false
    }

    /// A member's name with its first label, `redeem(order`.
    private static func signature(at keyword: Int, in file: SwiftFile) -> String? {
        guard ["func", "var", "let", "init", "subscript"].contains(file.tokens[keyword].text),
            file.tokens[keyword].kind == .word, !file.isMark(keyword - 1, "."),
            let name = file.token(keyword + 1)
        else { return nil }
        let parts = file.tokens[(keyword + 1)...].prefix(3).map(\.text)
        let isCalled = name.text == "(" || parts.dropFirst().first == "("
        return isCalled ? parts.joined(separator: " ") : name.text
    }
}
