import TesseraLedger
import TesseraModel

// Events and what became of them, as a journal has them.

extension EventRecord {
    func write(_ fields: inout FieldWriter) {
        fields.put("event", kind)
        fields.put("facts", facts)
        fields.put("member", member?.text)
        fields.put("occurred_at", occurredAt)
    }

    init(fields: FieldReader) throws(RecordFault) {
        self.init(
            kind: try fields.text("event"),
            member: try fields.namedIfAny("member") { MemberNumber(text: $0) },
            occurredAt: try fields.time("occurred_at"), facts: try fields.text("facts"))
    }
}

extension EventJudgement {
    func write(_ fields: inout FieldWriter) {
        fields.put("account", account)
        fields.put("parts", .list(parts.map { .text($0.text) }))
        fields.put("tallies", .list(tallies.map(\.json)))
    }

    init(fields: FieldReader) throws(RecordFault) {
        self.init(
            parts: try fields.names("parts") { OperationID($0) },
            tallies: try fields.list("tallies", of: TallyChange.init(json:)),
            account: try fields.text("account"))
    }
}

extension TallyChange {
    fileprivate var json: CanonicalJSON {
        .fields { fields in
            fields.put("amount", amount)
            fields.put("key", key)
            fields.put("most", most)
        }
    }

    fileprivate init(json: CanonicalJSON) throws(RecordFault) {
        let fields = try FieldReader(json, named: "tallies")
        self.init(
            key: try fields.text("key"), amount: try fields.integer("amount"),
            most: try fields.integerIfAny("most"))
    }
}

extension Refusal {
    var json: CanonicalJSON {
        .fields { fields in
            fields.put("actual", actual)
            fields.put("code", code)
            fields.put("needed", needed)
        }
    }

    init(json: CanonicalJSON) throws(RecordFault) {
        let fields = try FieldReader(json, named: "reasons")
        self.init(
            code: try fields.text("code"), needed: try fields.text("needed"),
            actual: try fields.text("actual"))
    }
}
