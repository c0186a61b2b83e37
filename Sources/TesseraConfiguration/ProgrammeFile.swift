import TesseraLedger
import TesseraLoyalty
import TesseraModel

extension Programme {
    /// The size beyond which a file holds no programme, in bytes.
    package static let mostByteCount = 1 << 20

    /// Reads the text of a programme file, strictly: what is not understood is an error, never
    /// passed over.
    ///
    /// The same text, version, currency and assets always give the same programme.
    ///
    /// - Parameters:
    ///   - yaml: The text; `docs/programme.md` says what may stand in it.
    ///   - file: The file's path, for messages.
    ///   - version: Which version it is to be, 0 for a draft.
    ///   - currency: The currency of the settings, for a file that names none.
    ///   - assets: The assets of the settings.
    /// - Throws: All mistakes of the file, with their lines.
    /// - Source: R6; domain-model concept 8.
    package init(
        yaml: String, file: String, version: Int, currency: Currency, assets: [AssetTerms]
    ) throws(ProgrammeProblems) {
        guard yaml.utf8.count <= Programme.mostByteCount else {
            let place = ConfigurationError.Place(file: file, line: 1)
            throw ProgrammeProblems(ProgrammeError(.tooLarge, at: place))
        }
        // Some editors begin a file with a byte order mark, which the parser takes for text.
        let scalars = yaml.unicodeScalars
        let text = scalars.first == "\u{FEFF}" ? String(scalars.dropFirst()) : yaml
        let root: ProgrammeNode
        do {
            root = try ProgrammeNode.root(of: text, file: file)
        } catch {
            throw ProgrammeProblems(error)
        }
        let reader = ProgrammeReader(file: file, currency: currency, assets: assets)
        let programme = reader.programme(root, version: version)
        let problems = reader.problems.sorted { $0.place.line < $1.place.line }
        if let first = problems.first {
            throw ProgrammeProblems(first, and: Array(problems.dropFirst()))
        }
        guard let programme else {
            let place = ConfigurationError.Place(file: file, line: 1)
            throw ProgrammeProblems(ProgrammeError(.missingKey("programme"), at: place))
        }
        self = programme
    }
}

extension ProgrammeReader {
    /// The whole file, in the order in which names become known; `nil` only after a mistake.
    fileprivate func programme(_ root: ProgrammeNode, version: Int) -> Programme? {
        let known = [
            "programme", "currency", "assets", "tiers", "segments", "messages", "policy",
            "campaigns", "draws",
        ]
        guard let top = section(root, known) else { return nil }
        let id = name(required("programme", in: top))
        currency =
            value(top["currency"], "a currency's three letters such as EUR") {
                text throws(Fault) in
                // In the file the code stands as it is printed, so that a search finds every use.
                guard let currency = Currency(code: text), currency.code == text else {
                    throw .unknown(.currency, text, in: Currency.all.map(\.code))
                }
                return currency
            } ?? currency
        names.assets = assets(top["assets"])
        // What the settings have may be used without another word.
        for terms in settled where !names.assets.contains(where: { $0.name == terms.name }) {
            names.assets.append(
                AssetRule(
                    name: terms.name, scale: terms.scale, allowsDebt: terms.allowsDebt,
                    pendingDays: 0, lifetime: .endless))
        }
        names.campaigns = top["campaigns"]?.pairs?.map(\.key.name) ?? []
        names.draws = top["draws"]?.pairs?.map(\.key.name) ?? []
        for item in items(top["messages"], of: "messages") {
            guard let message = name(item) else { continue }
            if names.messages.contains(message) {
                report(.doubledName(.message, message), at: item.line)
            }
            names.messages.append(message)
        }
        readPolicy(top["policy"])
        readLadders(top["tiers"])
        let segments = segments(top["segments"])
        let campaigns = campaigns(top["campaigns"])
        let draws = draws(top["draws"])
        guard let id else { return nil }
        return Programme(
            id: id, version: version, currency: currency, assets: names.assets,
            ladders: names.ladders, segments: segments, campaigns: campaigns, draws: draws,
            policy: policy)
    }
}
