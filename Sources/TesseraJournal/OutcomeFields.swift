import TesseraLedger
import TesseraModel

// What became of a wish, as a journal has it: its fields stand flat in the record.

extension Outcome {
    /// Which outcome it is, in one word.
    var word: String {
        switch self {
        case .refused: "refused"
        case .issued: "issued"
        case .enrolled: "enrolled"
        case .redeemed: "redeemed"
        case .held: "held"
        case .released: "released"
        case .returned: "returned"
        case .changed: "changed"
        case .covered: "covered"
        case .limited: "limited"
        case .limitEnded: "limit_ended"
        case .holding: "holding"
        case .agreed: "agreed"
        case .paired: "paired"
        case .kit: "kit"
        case .claimed: "claimed"
        case .settled: "settled"
        case .judged: "judged"
        case .published: "published"
        case .done: "done"
        }
    }

    /// Writes all but the word.
    func write(_ fields: inout FieldWriter) {
        switch self {
        case .refused(let refusal): fields.put("refusal", refusal.json)
        case .issued(let batches): fields.put("batches", .list(batches.map(\.json)))
        case .enrolled(let batch): fields.put("batch", batch.json)
        case .redeemed(let taken, let balance, let discount):
            fields.put("balance", balance)
            fields.put("discount", discount)
            fields.put("taken", taken)
        case .held(let amount, let available, let discount, let until):
            fields.put("amount", amount)
            fields.put("available", available)
            fields.put("discount", discount)
            fields.put("until", until)
        case .released(let amount, let available):
            fields.put("amount", amount)
            fields.put("available", available)
        case .returned(let amount, let balance):
            fields.put("amount", amount)
            fields.put("balance", balance)
        case .changed(let voucher): fields.put("changed", voucher.json)
        case .covered(let redemptions):
            fields.put("redemptions", .list(redemptions.map { .text($0.text) }))
        case .limited(let id): fields.put("limit", id.text)
        case .limitEnded: break
        case .holding(let expired, let balance):
            fields.put("balance", balance)
            fields.put("expired", expired)
        case .agreed(let version, let audience, let groups):
            fields.put("audience", audience.number)
            fields.put("group_audiences", .list(groups.map { .integer(Int64($0.number)) }))
            fields.put("version", version)
        case .paired(let epoch): fields.put("epoch", epoch)
        case .kit(let number): fields.put("number", number)
        case .claimed(let verdict): fields.put("verdict", verdict.json)
        case .settled(let number): fields.put("number", number)
        case .judged(let judgement): judgement.write(&fields)
        case .published(let version): fields.put("version", version)
        case .done: break
        }
    }

    /// Reads what ``write(_:)`` wrote.
    init(fields: FieldReader) throws(RecordFault) {
        switch try fields.text("outcome") {
        case "refused": self = .refused(try LedgerError(json: fields.value("refusal")))
        case "issued": self = .issued(try fields.list("batches", of: IssuedBatch.init(json:)))
        case "enrolled": self = .enrolled(try IssuedBatch(json: fields.value("batch")))
        case "redeemed":
            self = .redeemed(
                taken: try fields.integer("taken"), balance: try fields.integer("balance"),
                discount: try fields.integerIfAny("discount"))
        case "held":
            self = .held(
                amount: try fields.integer("amount"), available: try fields.integer("available"),
                discount: try fields.integerIfAny("discount"), until: try fields.time("until"))
        case "released":
            self = .released(
                amount: try fields.integer("amount"), available: try fields.integer("available"))
        case "returned":
            self = .returned(
                amount: try fields.integer("amount"), balance: try fields.integer("balance"))
        case "changed": self = .changed(try ChangedVoucher(fields: fields.object("changed")))
        case "covered": self = .covered(try fields.names("redemptions") { OperationID($0) })
        case "limited": self = .limited(try fields.named("limit") { LimitID(text: $0) })
        case "limit_ended": self = .limitEnded
        case "holding":
            self = .holding(
                expired: try fields.integer("expired"), balance: try fields.integer("balance"))
        case "judged": self = .judged(try EventJudgement(fields: fields))
        case "published": self = .published(version: try fields.number("version"))
        default: try self.init(partyOf: fields)
        }
    }

    private init(partyOf fields: FieldReader) throws(RecordFault) {
        switch try fields.text("outcome") {
        case "agreed":
            self = .agreed(
                version: try fields.number("version"),
                audience: Audience(try fields.number("audience")),
                groups: try fields.list("group_audiences") { value throws(RecordFault) in
                    guard case .integer(let number) = value,
                        let audience = UInt16(exactly: number)
                    else { throw .field("group_audiences") }
                    return Audience(audience)
                })
        case "paired": self = .paired(epoch: try fields.number("epoch"))
        case "kit": self = .kit(try fields.integer("number"))
        case "claimed": self = .claimed(try ClaimVerdict(fields: fields.object("verdict")))
        case "settled": self = .settled(try fields.number("number"))
        case "done": self = .done
        default: throw .field("outcome")
        }
    }
}

extension ChangedVoucher {
    fileprivate var json: CanonicalJSON {
        .fields { fields in
            fields.put("balance", balance)
            fields.put("last_day", last)
            fields.put("last_use", lastUse?.json)
            switch standing {
            case .inactive: fields.put("standing", "inactive")
            case .active: fields.put("standing", "active")
            case .blocked(let time, let reason):
                fields.put("blocked_at", time)
                fields.put("reason", reason)
                fields.put("standing", "blocked")
            }
        }
    }

    fileprivate init(fields: FieldReader) throws(RecordFault) {
        let standing: Standing
        switch try fields.text("standing") {
        case "inactive": standing = .inactive
        case "active": standing = .active
        case "blocked":
            standing = .blocked(
                at: try fields.time("blocked_at"), reason: try fields.text("reason"))
        default: throw .field("standing")
        }
        self.init(
            standing: standing, last: try fields.day("last_day"),
            balance: try fields.integer("balance"),
            lastUse: fields.has("last_use") ? try Use(fields: fields.object("last_use")) : nil)
    }
}
