import TesseraModel

/// What can be wrong with a question for a report.
package enum ReportError: ExplainedError {
    /// The programme has no ladder of this name, or none at all; the nearest one.
    case unknownLadder(String?, nearest: String?)
    /// The programme has these ladders, and none was named.
    case severalLadders([String])
    /// The last day is before the first.
    case daysReversed(first: Day, last: Day)
    /// The first day is not here yet.
    case dayToCome(Day)
    /// Two batches have this label.
    case batchTwice(String)
    /// A report has nothing that could be drawn; its title.
    case nothingToDraw(String)

    package var code: String {
        switch self {
        case .unknownLadder: "unknown_ladder"
        case .severalLadders: "several_ladders"
        case .daysReversed: "days_reversed"
        case .dayToCome: "day_to_come"
        case .batchTwice: "batch_twice"
        case .nothingToDraw: "nothing_to_draw"
        }
    }

    package var kind: ErrorKind {
        switch self {
        case .unknownLadder, .nothingToDraw: .notFound
        case .severalLadders, .daysReversed, .dayToCome, .batchTwice: .invalid
        }
    }

    package var message: String {
        switch self {
        case .unknownLadder(let name?, _): "There is no ladder \"\(name.shortened)\"."
        case .unknownLadder(nil, _): "The programme has no ladder."
        case .severalLadders: "The programme has several ladders."
        case .daysReversed(let first, let last):
            "The last day, \(last.text), is before the first, \(first.text)."
        case .dayToCome(let first): "The first day, \(first.text), is to come."
        case .batchTwice: "A batch was named twice."
        case .nothingToDraw(let title): "There is nothing to draw: \(title)."
        }
    }

    package var hint: String? {
        switch self {
        case .unknownLadder(_, .some(let nearest)): "Did you mean \(nearest)?"
        case .unknownLadder(_, .none): "Ladders stand under tiers in the programme."
        case .severalLadders(let names): "Name one of them: \(names.joined(separator: ", "))"
        case .daysReversed: "Give a first day that is not after the last."
        case .dayToCome: "Give an earlier first day."
        case .batchTwice: "Name each label once."
        case .nothingToDraw: "Ask for it without --svg; the table is there all the same."
        }
    }
}
