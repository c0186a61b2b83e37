import TesseraLoyalty
import TesseraModel

extension ProgrammeError {
    package var message: String { "\(place.text): \(sentence)." }

    private var sentence: String {
        switch fault {
        case .notYAML(let problem): problem
        case .tooLarge: "this is more than a programme can need"
        case .unknownKey(let name, _): "there is no key called \(name.shortened) here"
        case .missingKey(let name): "\(name) is missing"
        case .doubledKey(let name): "\(name.shortened) stands here twice"
        case .wrongType(let name, let wanted): "\(name) must be \(wanted)"
        case .outOfRange(let name, let allowed): "\(name) must be \(allowed)"
        case .unknownName(let named, let name, _):
            "there is no \(named.rawValue) \(name.shortened)"
        case .doubledName(let named, let name):
            "there is a \(named.rawValue) \(name.shortened) already"
        case .badText(let text, let column, let expected, _):
            "\"\(text.shortened)\" is not understood at character \(column), where "
                + "\(ProgrammeError.choice(expected)) is expected"
        case .contradiction(let contradiction): contradiction.sentence
        case .belowFloor(let days?, let least):
            "this gift would be good for \(days.counted("day")), "
                + "and the policy wants \(least) at least"
        case .belowFloor(nil, let least):
            "some of these gifts would be good for less than \(least.counted("day")), "
                + "which the policy wants at least"
        case .aboveLoadCap(let amount, let most):
            "this gift would hold \(amount), and the policy allows \(most) at most"
        }
    }

    package var hint: String? {
        switch fault {
        case .unknownKey(_, let nearest), .unknownName(_, _, let nearest),
            .badText(_, _, _, let nearest):
            nearest.map { "Did you mean \($0)?" }
        case .missingKey(let name): "Add a line: \(name): …"
        case .doubledKey: "Keep one of the two lines."
        case .doubledName: "Give each a name or number of its own."
        case .notYAML, .tooLarge: "Compare it with the shipped config/programme.yaml."
        case .contradiction(.boundWithoutMember):
            "Add the condition member, or a limit per member."
        case .contradiction(.assetDiffers): "Make it the same as in \(Settings.fileName)."
        case .contradiction(.eventWithoutTrigger): "Add a line: when: …"
        case .wrongType, .outOfRange, .contradiction, .belowFloor, .aboveLoadCap: nil
        }
    }

    /// Several words as a choice among them.
    private static func choice(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " or \(last)"
    }
}

extension ProgrammeError.Contradiction {
    fileprivate var sentence: String {
        switch self {
        case .endsBeforeItBegins(let first, let last):
            "\(last.text) is before \(first.text), with which it begins"
        case .emptyHours(let text): "\(text) is no time at all"
        case .levelNotAbove(let level, let below):
            "\(level.shortened) must begin above \(below.shortened)"
        case .dayBelowOneAct(let act):
            "the amount of a day for \(act.rawValue) is less than that of one act"
        case .ruleWithoutEffect(let rule): "\(rule.shortened) does nothing"
        case .doesNotFit(let what, let event): "\(what) does not fit \(event.rawValue)"
        case .boundWithoutMember(let event):
            "a bound voucher needs a member, and \(event.rawValue) may have none"
        case .assetDiffers(let asset, let key, let settings):
            "\(key) of \(asset) must be \(settings), as in the settings"
        case .otherEvent(let event, let wanted):
            "this when makes \(wanted.rawValue) arise, and not \(event.rawValue)"
        case .eventWithoutTrigger(let event):
            "\(event.rawValue) arises only by itself, and nothing says when"
        case .elseWithoutLimit: "there is an else, and no limit that could stand in the way"
        case .rollingWithoutMember(let text):
            "\"\(text.shortened)\" counts any days together, which only a member's can be"
        case .together(let one, let other): "\(one) and \(other) cannot both stand here"
        case .alone(let key, let other): "\(key) means nothing without \(other)"
        }
    }
}
