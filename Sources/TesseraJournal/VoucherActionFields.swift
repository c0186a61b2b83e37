import TesseraLedger
import TesseraModel

// Changes of single vouchers, as a journal has them.

extension VoucherAction {
    func write(_ fields: inout FieldWriter) {
        switch self {
        case .activate: fields.put("action", "activate")
        case .block(let reason):
            fields.put("action", "block")
            fields.put("reason", reason)
        case .unblock(let reason):
            fields.put("action", "unblock")
            fields.put("reason", reason)
        case .extend(let day, let reason):
            fields.put("action", "extend")
            fields.put("last_day", day)
            fields.put("reason", reason)
        case .adjust(let amount, let reason):
            fields.put("action", "adjust")
            fields.put("asked", amount)
            fields.put("reason", reason)
        case .topUp(let amount):
            fields.put("action", "top_up")
            fields.put("asked", amount)
        }
    }

    init(fields: FieldReader) throws(RecordFault) {
        switch try fields.text("action") {
        case "activate": self = .activate
        case "block": self = .block(reason: try fields.text("reason"))
        case "unblock": self = .unblock(reason: try fields.text("reason"))
        case "extend":
            self = .extend(to: try fields.day("last_day"), reason: try fields.text("reason"))
        case "adjust":
            self = .adjust(by: try fields.integer("asked"), reason: try fields.text("reason"))
        case "top_up": self = .topUp(by: try fields.integer("asked"))
        default: throw .field("action")
        }
    }
}
