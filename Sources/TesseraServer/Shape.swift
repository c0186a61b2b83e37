import TesseraAnswers
import TesseraModel

/// What a JSON value looks like: it checks what comes in, and describes itself in the document.
///
/// One description for both, so that what is promised and what is enforced cannot differ.
indirect enum Shape: Hashable, Sendable {
    /// A text of so many characters, perhaps one of some words.
    case text(TextShape)
    /// A whole number within a range.
    case integer(ClosedRange<Int64>)
    /// Any number, in answers only.
    case number
    /// Nothing at all: what a report cannot say.
    case null
    /// Yes or no.
    case flag
    /// At most so many values of one shape, at least so many.
    case list(Shape, least: Int, most: Int)
    /// Named values; what is not named here is refused.
    case record([Field])
    /// Any names with values of one shape, `{"points": 3}`.
    case map(Shape)
    /// One of several.
    case choice([Shape])
    /// A shape with a name of its own, found in ``SharedShapes``.
    case named(String)
    /// Anything, as other rooms describe it.
    case anything

    /// A named value of a record.
    struct Field: Hashable, Sendable {
        let name: String
        let shape: Shape
        let isRequired: Bool
        let about: String

        /// A value that must be there.
        static func required(_ name: String, _ shape: Shape, _ about: String = "") -> Field {
            Field(name: name, shape: shape, isRequired: true, about: about)
        }

        /// A value that may be left away.
        static func optional(_ name: String, _ shape: Shape, _ about: String = "") -> Field {
            Field(name: name, shape: shape, isRequired: false, about: about)
        }
    }
}

/// What a text looks like.
struct TextShape: Hashable, Sendable {
    var least = 1
    var most: Int
    /// The words that are known; empty for any text.
    var words: [String] = []
    /// Name of a format in the sense of JSON Schema.
    var format: Format?
    /// Something that fits, for examples.
    var sample: String?

    /// A form that is checked.
    enum Format: String, Hashable, Sendable {
        case day = "date"
        case time = "date-time"
    }
}

extension Shape {
    /// A text of at most so many characters.
    static func text(upTo most: Int, sample: String? = nil) -> Shape {
        .text(TextShape(most: most, sample: sample))
    }

    /// One of some words.
    static func word(_ words: [String]) -> Shape {
        .text(TextShape(most: words.map(\.count).max() ?? 1, words: words))
    }

    /// A day, `2026-11-22`.
    static let day = Shape.text(TextShape(least: 10, most: 10, format: .day, sample: "2026-11-22"))
    /// A moment, `2026-11-22T10:00:00Z`.
    static let time = Shape.text(
        TextShape(least: 20, most: 35, format: .time, sample: "2026-11-22T10:00:00Z"))
    /// An id of ours, `rd_01K…`.
    static let id = Shape.text(upTo: 80)
    /// A name of people's own choice: shops, tills, operators.
    static let name = Shape.text(upTo: 64)
    /// A count of something.
    static let count = Shape.integer(0...Int64.max)

    /// Several values, none of them needed.
    static func list(_ shape: Shape, most: Int = 10_000) -> Shape {
        .list(shape, least: 0, most: most)
    }
}
