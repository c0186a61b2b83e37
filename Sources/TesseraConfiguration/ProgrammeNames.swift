import TesseraLoyalty
import TesseraModel

/// What a programme file has given a name to.
struct ProgrammeNames {
    /// The assets of the programme.
    var assets: [AssetRule] = []
    /// The ladders read so far.
    var ladders: [Ladder] = []
    /// The segments read so far.
    var segments: [String] = []
    /// The texts that messages use.
    var messages: [String] = []
    /// All draws.
    var draws: [String] = []
    /// All campaigns.
    var campaigns: [String] = []

    /// What a name looks like, in words.
    static let form = "1 to 64 letters, digits, -, _ or ."

    /// The asset with a name.
    func asset(_ name: String) throws(ProgrammeError.Fault) -> AssetRule {
        guard let asset = assets.first(where: { $0.name == name }) else {
            throw .unknown(.asset, name, in: assets.map(\.name))
        }
        return asset
    }

    /// Checks that a ladder has a level.
    func check(level: String, of ladder: String) throws(ProgrammeError.Fault) {
        guard let found = ladders.first(where: { $0.name == ladder }) else {
            throw .unknown(.tier, ladder, in: ladders.map(\.name))
        }
        try ProgrammeNames.check(level, as: .level, in: found.levels.map(\.name))
    }

    /// Checks that a name is among the known ones of its sort.
    static func check(
        _ name: String, as named: ProgrammeError.Named, in known: [String]
    ) throws(ProgrammeError.Fault) {
        guard known.contains(name) else { throw .unknown(named, name, in: known) }
    }
}

extension ProgrammeError.Fault {
    /// A name that is not known, with the nearest that is.
    static func unknown(
        _ named: ProgrammeError.Named, _ name: String, in known: [String]
    ) -> ProgrammeError.Fault {
        .unknownName(named, name, nearest: Spelling.nearest(to: name, in: known))
    }
}

extension String {
    /// Whether it is formed like a name in commands and in the book.
    var isProgrammeName: Bool { ShopID(self) != nil }
}
