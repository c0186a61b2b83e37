import TesseraLedger
import TesseraModel

/// An operation as one line of JSON, in the one spelling that the chain is made of.
///
/// The fields are sorted and flat: who asked (`operation`, `shop`, `till`, `operator`,
/// `time`), what was asked
/// (`wish` and its fields), what became of it (`outcome` and its fields), and what moved
/// (`transfers`). `docs/ledger.md` lists them. Batches stand there with their salts, so a journal
/// is for the issuer's eyes; nothing in it is about a person.
///
/// - Source: L4, R11.
extension BookedOperation {
    /// The line, without a line feed.
    package var journalLine: [UInt8] {
        var fields = FieldWriter()
        let asked = wish.asked
        fields.put("asked_voucher", asked == position ? nil : asked?.voucherText)
        outcome.write(&fields)
        wish.write(&fields)
        fields.put("operation", operation.text)
        fields.put("operator", place?.operator?.text)
        fields.put("outcome", outcome.word)
        fields.put("shop", place?.shop?.text)
        fields.put("till", place?.till.text)
        fields.put("time", time)
        fields.put("transfers", .list(transfers.map(\.json)))
        fields.put("voucher", position?.voucherText)
        fields.put("wish", wish.word)
        return fields.object.bytes
    }

    /// Reads a line in its one spelling and nothing else.
    ///
    /// - Parameters:
    ///   - line: The bytes, without a line feed.
    ///   - number: Which line of a file it is, from 1; for the error.
    /// - Throws: ``JournalError/unreadableRecord(line:field:)`` for what is no operation, and for
    ///   an operation in another spelling, which has no field to name.
    package init(journalLine line: ArraySlice<UInt8>, number: Int) throws(JournalError) {
        do throws(RecordFault) {
            try self.init(json: CanonicalJSONReader.value(of: line))
            guard line.elementsEqual(journalLine) else { throw .otherSpelling }
        } catch {
            throw .unreadable(error, line: number)
        }
    }

    private init(json: CanonicalJSON) throws(RecordFault) {
        let fields = try FieldReader(json)
        let position = try fields.namedIfAny("voucher") { VoucherPosition(voucherText: $0) }
        let asked = try fields.namedIfAny("asked_voucher") { VoucherPosition(voucherText: $0) }
        let till = try fields.namedIfAny("till") { TillID($0) }
        let shop = try fields.namedIfAny("shop") { ShopID($0) }
        let worker = try fields.namedIfAny("operator") { OperatorID($0) }
        self.init(
            operation: try fields.named("operation") { OperationID($0) },
            time: try fields.time("time"),
            place: till.map { Place(shop: shop, till: $0, operator: worker) },
            position: position, wish: try Wish(fields: fields, asked: asked ?? position),
            outcome: try Outcome(fields: fields),
            transfers: try fields.list("transfers", of: Transfer.init(json:)))
    }
}
