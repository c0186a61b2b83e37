import TesseraAnswers
import TesseraLedger
import TesseraModel

extension LimitTerms {
    /// A number in the unit of the limit, as people read it.
    func counted(_ number: Int64) -> String {
        switch most {
        case .uses: Quantity.uses(number).shown
        case .value(let money): Money(minorUnits: number, currency: money.currency).shown
        }
    }
}
