import TesseraLedger
import TesseraModel

/// What the writer knows by heart between two bookings.
///
/// All of it can be read again from the file. Belongs to the writer and is used on its queue alone;
/// that is what makes it sendable.
final class Recollection: @unchecked Sendable {
    /// The batches that were asked for lately.
    var shelf = BatchShelf()
    /// The numbers of places.
    var places: [Place: Int64] = [:]
    /// The numbers of accounts.
    var accounts: [Account: Int64] = [:]
    /// The limits in force; `nil` until they are read.
    var limits: [Limit]?
}
