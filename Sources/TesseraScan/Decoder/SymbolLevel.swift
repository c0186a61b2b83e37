/// How much of a symbol is there to mend the rest.
///
/// The raw value is the order of the tables in the standard, not the two bits in the symbol.
package enum SymbolLevel: Int {
    /// L: about 7 percent.
    case low
    /// M: about 15 percent.
    case medium
    /// Q: about 25 percent.
    case quartile
    /// H: about 30 percent.
    case high

    /// The level of the two bits that stand in the format information.
    init(bits: Int) {
        switch bits & 3 {
        case 0: self = .medium
        case 1: self = .low
        case 2: self = .high
        default: self = .quartile
        }
    }
}
