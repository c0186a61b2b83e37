import TesseraModel
import TesseraOperations

/// What the running service knows about itself.
struct House: Sendable {
    /// Counts what is asked and answered.
    let figures: Figures
    /// The OpenAPI document, written once.
    let document: [UInt8]
    /// Whether requests are still taken.
    let isEnding: @Sendable () -> Bool
}
