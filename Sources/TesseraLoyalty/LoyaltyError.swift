import TesseraModel

/// Why an event cannot be judged at all; a correct "no" is a ``Decision`` with refusals.
package enum LoyaltyError: Error, Hashable, Sendable {
    /// A basket has no line, or more than ten thousand.
    case basketSize(Int)
    /// A quantity is not 1…10 000; the line, from 1.
    case quantity(line: Int, Int64)
    /// A price is not 0…10¹²; the line, from 1.
    case price(line: Int, Int64)
    /// A line has another number of serials than pieces; the line, from 1.
    case serials(line: Int, given: Int, wanted: Int64)
    /// A basket is worth more than can be reckoned.
    case overflow
    /// Two amounts that meet have different currencies.
    case currencyMismatch(Currency, Currency)
    /// An event lacks something that its kind must have.
    case missing(String, of: EventKind)
    /// An event has something that its kind does not have.
    case unwanted(String, of: EventKind)
    /// A score is not 0…10.
    case score(Int)
    /// More comes back than was bought; the line, from 1.
    case returnsMore(line: Int, left: Int64, asked: Int64)
}
