import TesseraLoyalty
import TesseraModel

/// A mistake in a programme file, with its line.
package struct ProgrammeError: ExplainedError {
    /// Where it is.
    package let place: ConfigurationError.Place
    /// What it is.
    package let fault: Fault

    /// A mistake at a place.
    package init(_ fault: Fault, at place: ConfigurationError.Place) {
        self.place = place
        self.fault = fault
    }

    /// What can be wrong in a programme file.
    package enum Fault: Error, Hashable, Sendable {
        /// The text is not YAML, or empty; what the parser stumbled over.
        case notYAML(String)
        /// The file has more bytes than a programme needs, or unfolds into too many values.
        case tooLarge
        /// The key is none of those that may stand there.
        case unknownKey(String, nearest: String?)
        /// A key that must be there is not.
        case missingKey(String)
        /// The key stands twice in one place.
        case doubledKey(String)
        /// The key holds something of another sort; what it should hold.
        case wrongType(String, wanted: String)
        /// The key's value is outside its range; the range in words.
        case outOfRange(String, allowed: String)
        /// Nothing of this sort has this name.
        case unknownName(Named, String, nearest: String?)
        /// Two of a sort have the same name in one place.
        case doubledName(Named, String)
        /// A line of words is not understood from a column on, counted from 1; what was expected.
        case badText(String, column: Int, expected: [String], nearest: String?)
        /// Two things that cannot both be.
        case contradiction(Contradiction)
        /// A gift is good for fewer days than the policy's floor; `nil` if it has no such number.
        case belowFloor(days: Int?, least: Int)
        /// A gift holds more than the policy lets it, both as amounts.
        case aboveLoadCap(String, most: String)
    }

    /// What a name in a programme file can be of; as people say it.
    package enum Named: String, Hashable, Sendable {
        /// Something that members collect.
        case asset
        /// A ladder of levels.
        case tier
        /// A level of a ladder.
        case level
        /// A condition over a member that has a name.
        case segment
        /// What tickets are drawn for.
        case draw
        /// Something on offer.
        case campaign
        /// A rule of a campaign.
        case rule
        /// What can happen.
        case event
        /// A text of a message.
        case message
        /// A currency of ISO 4217.
        case currency
        /// A day of the week.
        case weekday
        /// A zone by region and city.
        case timeZone = "time zone"
        /// What stands for a campaign on vouchers.
        case campaignNumber = "campaign number"
        /// One of a few words between which a key chooses.
        case choice = "word"
    }

    /// Things in a programme file that cannot both be.
    package enum Contradiction: Hashable, Sendable {
        /// Days end before they begin.
        case endsBeforeItBegins(first: Day, last: Day)
        /// A band of hours begins and ends in the same minute.
        case emptyHours(String)
        /// A level does not begin above the one below it.
        case levelNotAbove(String, below: String)
        /// The amount of a day is less than that of one act.
        case dayBelowOneAct(GuardedAct)
        /// A rule does nothing.
        case ruleWithoutEffect(String)
        /// Something that an event of this kind does not have is needed.
        case doesNotFit(String, EventKind)
        /// A voucher is bound to a member, and there may be none.
        case boundWithoutMember(EventKind)
        /// An asset differs from the settings in what a key says.
        case assetDiffers(String, key: String, settings: String)
        /// What is in `when` makes another event arise than the rule is for.
        case otherEvent(EventKind, wanted: EventKind)
        /// The event arises only by itself, and no `when` says when.
        case eventWithoutTrigger(EventKind)
        /// `else` stands where no limit can be in the way.
        case elseWithoutLimit
        /// Any so many days together are counted for something other than members.
        case rollingWithoutMember(String)
        /// Keys of which one at most may be there.
        case together(String, String)
        /// A key that means something only beside another.
        case alone(String, without: String)
    }
}

/// All mistakes of a programme file, at least one, in the order of their lines.
package struct ProgrammeProblems: ExplainedError {
    /// The mistake on the first line; its code is the answer's.
    package let first: ProgrammeError
    /// The other mistakes.
    package let others: [ProgrammeError]

    /// All mistakes of a file.
    package init(_ first: ProgrammeError, and others: [ProgrammeError] = []) {
        self.first = first
        self.others = others
    }

    /// All of them.
    package var problems: [ProgrammeError] { [first] + others }

    package var code: String { first.code }
    package var kind: ErrorKind { .invalid }
    package var message: String { problems.map(\.message).joined(separator: "\n") }
    package var hint: String? { others.isEmpty ? first.hint : nil }
}

extension ProgrammeError {
    package var code: String {
        switch fault {
        case .notYAML: "programme_not_yaml"
        case .tooLarge: "programme_too_large"
        case .unknownKey: "programme_unknown_key"
        case .missingKey: "programme_missing_key"
        case .doubledKey: "programme_doubled_key"
        case .wrongType: "programme_wrong_type"
        case .outOfRange: "programme_out_of_range"
        case .unknownName: "programme_unknown_name"
        case .doubledName: "programme_doubled_name"
        case .badText: "programme_bad_text"
        case .contradiction: "programme_contradiction"
        case .belowFloor, .aboveLoadCap: "programme_policy_broken"
        }
    }

    package var kind: ErrorKind { .invalid }
}
