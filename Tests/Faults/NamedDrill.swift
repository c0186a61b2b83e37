import TesseraTestSupport

/// What a drill has to say when it is over.
struct Told {
    /// What was counted.
    let line: String
    /// Whether nothing was lost, doubled or missed.
    let isSound: Bool

    init(_ line: String, isSound: Bool) {
        self.line = line
        self.isSound = isSound
    }

    /// A drill that cannot be run here.
    static func skipped(_ reason: String) -> Told { Told("skipped: \(reason)", isSound: true) }
}

/// The drills by the names they are called by.
enum NamedDrill: String, CaseIterable {
    case rounds
    case answers
    case flips
    case clock
    case full
    case strike
    case fail
    case kill
    case tills
    case lying
    case power

    /// How often each is done among all of them.
    enum Size: String {
        case short
        case long
    }

    /// How often it is done in a run of all drills.
    func count(_ size: Size) -> Int {
        let (short, long) =
            switch self {
            case .rounds: (100, 1_000)
            case .answers: (1_000, 20_000)
            case .flips: (1_000, 10_000)
            case .clock: (1, 1)
            case .full: (6, 30)
            case .strike: (50, 300)
            case .fail: (50, 500)
            case .kill: (20, 100)
            case .tills: (40, 400)
            case .lying: (100, 400)
            case .power: (2_000, 10_000)
            }
        return size == .short ? short : long
    }

    /// Does it so many times.
    func run(_ count: Int, seed: UInt64) async throws -> [Told] {
        switch self {
        case .rounds:
            var told: [Told] = []
            for store in Store.available {
                let outcome = try await RoundsDrill(store: store).run(rounds: count)
                told.append(Told(outcome.line, isSound: outcome.isSound))
            }
            return told
        case .answers:
            var told: [Told] = []
            for store in Store.available {
                let drill = LostAnswerDrill(store: store, seed: seed)
                let outcome = try await drill.run(errands: count)
                told.append(Told(outcome.line(of: store), isSound: outcome.isSound))
            }
            return told
        case .flips:
            let outcome = try await FlipDrill(seed: seed).run(flips: count)
            return [Told(outcome.line, isSound: outcome.isSound)]
        case .clock:
            return [try ClockDrill.run() ?? .skipped("no faketime, or no tessera beside this")]
        case .full:
            var drill = FullDiskDrill(seed: seed)
            guard let outcome = try await drill.run(disks: count) else {
                return [.skipped("only the superuser mounts a small disk")]
            }
            return [Told(outcome.line, isSound: outcome.isSound)]
        case .strike: return [try await struck([.kill], count, seed)]
        case .fail: return [try await struck([.inputOutputError, .noSpace], count, seed)]
        case .kill:
            var drill = KillDrill(seed: seed)
            let outcome = try await drill.run(kills: count)
            return [Told(outcome.line, isSound: outcome.isSound)]
        case .tills:
            guard let program = TillShop.program else {
                return [.skipped("no tessera beside this")]
            }
            var drill = try TillDrill(program, seed: seed)
            let outcome = try await drill.run(rounds: count)
            return [Told(outcome.line, isSound: outcome.isSound)]
        case .lying:
            let outcome = try await PowerDrill(seed: seed, isLying: true).run(states: count)
            return [Told(outcome.line, isSound: outcome.lost > 0)]
        case .power:
            let outcome = try await PowerDrill(seed: seed).run(states: count)
            return [Told(outcome.line, isSound: outcome.isSound)]
        }
    }

    private func struck(
        _ blows: [StrikeDrill.Blow], _ count: Int, _ seed: UInt64
    ) async throws -> Told {
        guard let tracer = StrikeDrill.tracer else { return .skipped("no strace") }
        var drill = StrikeDrill(tracer: tracer, seed: seed)
        let outcome = try await drill.run(strikes: count, blows)
        return Told(outcome.line, isSound: outcome.isSound)
    }

    /// Runs all of them, a line each, and says whether every one was sound.
    static func all(_ size: Size, seed: UInt64) async throws -> Bool {
        var isSound = true
        for drill in allCases {
            var told: [Told] = []
            let took = try await ContinuousClock().measure {
                told = try await drill.run(drill.count(size), seed: seed)
            }
            let seconds = took.components.seconds
            for one in told {
                let verdict = one.isSound ? "" : "WRONG "
                Speech.say("\(drill.rawValue): \(verdict)\(one.line) (\(seconds) s)")
                isSound = isSound && one.isSound
            }
        }
        return isSound
    }
}
