import TesseraLedger
import TesseraModel

// What was asked, as a journal has it: its fields stand flat in the record.

extension Wish {
    /// Which wish it is, in one word.
    var word: String {
        switch self {
        case .issue: "issue"
        case .enrol: "enrol"
        case .redeem: "redeem"
        case .hold: "hold"
        case .capture: "capture"
        case .release: "release"
        case .undo: "undo"
        case .reverse: "reverse"
        case .basket: "basket"
        case .change: "change"
        case .setLimit: "set_limit"
        case .endLimit: "end_limit"
        case .credit: "credit"
        case .debit: "debit"
        case .replace: "replace"
        case .agree: "agree"
        case .endAgreement: "end_agreement"
        case .pair: "pair"
        case .revoke: "revoke"
        case .kit: "kit"
        case .lease: "lease"
        case .claim: "claim"
        case .settle: "settle"
        case .dispute: "dispute"
        case .appoint: "appoint"
        case .dismiss: "dismiss"
        case .erase: "erase"
        case .event: "event"
        case .publish: "publish"
        }
    }

    /// The voucher that is asked for by its position; `nil` for none or several.
    var asked: VoucherPosition? {
        switch self {
        case .redeem(let position, _, _), .hold(let position, _, _, _), .change(let position, _),
            .lease(let position, _, _, _), .replace(let position, _):
            position
        case .claim(let claim): claim.position
        default: nil
        }
    }

    /// Writes all but the word and the voucher that is asked for.
    func write(_ fields: inout FieldWriter) {
        switch self {
        case .issue(let orders): fields.put("orders", .list(orders.map(\.json)))
        case .enrol(let number, let card):
            fields.put("member", number.text)
            fields.put("card", card.json)
        case .redeem(_, let demand, let holder):
            fields.put("demand", demand.json)
            fields.put("holder", holder?.text)
        case .hold(_, let demand, let holder, let milliseconds):
            fields.put("demand", demand.json)
            fields.put("holder", holder?.text)
            fields.put("milliseconds", milliseconds)
        case .capture(let hold, let amount):
            fields.put("hold", hold.text)
            fields.put("asked", amount)
        case .release(let hold): fields.put("hold", hold.text)
        case .undo(let redemption): fields.put("redemption", redemption.text)
        case .reverse(let redemption, let amount, let reason):
            fields.put("redemption", redemption.text)
            fields.put("asked", amount)
            fields.put("reason", reason)
        case .basket(let positions, let due, let holder):
            fields.put("vouchers", .list(positions.map { .text($0.voucherText) }))
            fields.put("due", due.json)
            fields.put("holder", holder?.text)
        case .change(_, let action): action.write(&fields)
        case .setLimit(let terms): fields.put("terms", terms.json)
        case .endLimit(let id): fields.put("ended", id.text)
        case .credit(let holding, let amount, let first, let last, let reason):
            holding.write(&fields)
            fields.put("asked", amount)
            fields.put("first_day", first)
            fields.put("last_day", last)
            fields.put("reason", reason)
        case .debit(let holding, let amount, let preferred, let reason):
            holding.write(&fields)
            fields.put("asked", amount)
            fields.put("from", preferred?.text)
            fields.put("reason", reason)
        case .event(let event): event.write(&fields)
        case .publish(let text): fields.put("programme", text)
        case .replace(_, let order): fields.put("order", order.json)
        case .agree, .endAgreement, .pair, .revoke, .kit, .lease, .claim, .settle, .dispute,
            .appoint, .dismiss, .erase:
            writeParty(&fields)
        }
    }

    /// Reads what ``write(_:)`` wrote.
    init(fields: FieldReader, asked: VoucherPosition?) throws(RecordFault) {
        func position() throws(RecordFault) -> VoucherPosition {
            guard let asked else { throw .field("voucher") }
            return asked
        }
        func holder() throws(RecordFault) -> MemberNumber? {
            try fields.namedIfAny("holder") { MemberNumber(text: $0) }
        }
        func id(_ name: String) throws(RecordFault) -> OperationID {
            try fields.named(name) { OperationID($0) }
        }
        switch try fields.text("wish") {
        case "issue":
            self = .issue(try fields.list("orders", of: BatchOrder.init(json:)))
        case "enrol":
            self = .enrol(
                try fields.member("member"), card: try BatchOrder(json: fields.value("card")))
        case "redeem":
            self = .redeem(
                try position(), try Demand(json: fields.value("demand")), holder: try holder())
        case "hold":
            // Not so long that a time could not hold its end.
            let milliseconds = try fields.integer("milliseconds")
            guard (1...1 << 60).contains(milliseconds) else { throw .field("milliseconds") }
            self = .hold(
                try position(), try Demand(json: fields.value("demand")), holder: try holder(),
                milliseconds: milliseconds)
        case "capture": self = .capture(try id("hold"), amount: try fields.integerIfAny("asked"))
        case "release": self = .release(try id("hold"))
        case "undo": self = .undo(try id("redemption"))
        case "reverse":
            self = .reverse(
                try id("redemption"), amount: try fields.integerIfAny("asked"),
                reason: try fields.text("reason"))
        case "basket":
            self = .basket(
                try fields.names("vouchers") { VoucherPosition(voucherText: $0) },
                due: try fields.money("due"), holder: try holder())
        case "change": self = .change(try position(), try VoucherAction(fields: fields))
        case "set_limit": self = .setLimit(try LimitTerms(fields: fields.object("terms")))
        case "end_limit": self = .endLimit(try fields.named("ended") { LimitID(text: $0) })
        case "lease":
            self = .lease(
                try position(), amount: try fields.integer("asked"),
                device: try fields.named("device") { TillID($0) },
                milliseconds: try fields.integer("milliseconds"))
        case "replace":
            self = .replace(try position(), with: try BatchOrder(json: fields.value("order")))
        case "credit", "debit": try self.init(unitsOf: fields)
        case "event": self = .event(try EventRecord(fields: fields))
        case "publish": self = .publish(try fields.text("programme"))
        default: try self.init(partyOf: fields, asked: asked)
        }
    }

    private init(unitsOf fields: FieldReader) throws(RecordFault) {
        let holding = try Holding(fields: fields)
        let (amount, reason) = (try fields.integer("asked"), try fields.text("reason"))
        switch try fields.text("wish") {
        case "credit":
            self = .credit(
                holding, amount: amount,
                first: try fields.namedIfAny("first_day") { Day(text: $0) },
                last: try fields.namedIfAny("last_day") { Day(text: $0) }, reason: reason)
        case "debit":
            let preferred = try fields.namedIfAny("from") { OperationID($0) }
            self = .debit(holding, amount: amount, from: preferred, reason: reason)
        default: throw .field("wish")
        }
    }
}

extension Holding {
    fileprivate func write(_ fields: inout FieldWriter) {
        fields.put("member", member.text)
        fields.put("asset", asset.json)
    }

    fileprivate init(fields: FieldReader) throws(RecordFault) {
        self.init(
            member: try fields.member("member"),
            asset: try AssetTerms(fields: fields.object("asset")))
    }
}

extension Demand {
    var json: CanonicalJSON {
        switch self {
        case .amount(let money): money.json
        case .everything: .text("everything")
        case .uses(let count): .fields { $0.put("uses", count) }
        case .purchase(let price):
            .fields { fields in
                fields.put("currency", price.currency.code)
                fields.put("purchase", price.minorUnits)
            }
        }
    }

    init(json: CanonicalJSON) throws(RecordFault) {
        if case .text("everything") = json {
            self = .everything
            return
        }
        let fields = try FieldReader(json, named: "demand")
        if fields.has("uses") {
            self = .uses(try fields.number("uses"))
        } else if fields.has("purchase") {
            self = .purchase(
                Money(
                    minorUnits: try fields.integer("purchase"),
                    currency: try fields.named("currency") { Currency(code: $0) }))
        } else {
            self = .amount(try Money(fields: fields))
        }
    }
}

extension VoucherAction {
    fileprivate func write(_ fields: inout FieldWriter) {
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

    fileprivate init(fields: FieldReader) throws(RecordFault) {
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
