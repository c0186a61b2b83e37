import TesseraLedger
import TesseraModel

// Batches as a journal has them: what was ordered, and what came of it.

extension BatchOrder {
    var json: CanonicalJSON {
        .fields { fields in
            fields.put("activation", activation.rawValue)
            fields.put("audience", audience.number)
            fields.put("count", count)
            fields.put("first_day", validity.first)
            fields.put("holder", holder?.text)
            fields.put("key", keyID.number)
            fields.put("label", label)
            fields.put("last_day", validity.last)
            fields.put("programme", programme.map { Int64($0) })
            fields.put("salt", Hexadecimal.text(salt, byteCount: 8))
            fields.put("terms", terms.json)
            fields.put("uses", uses)
        }
    }

    init(json: CanonicalJSON) throws(RecordFault) {
        let fields = try FieldReader(json, named: "orders")
        let days = ValidityPeriod(
            first: try fields.day("first_day"), last: try fields.day("last_day"))
        guard let days else { throw .field("last_day") }
        let count = try fields.number("count", as: Int.self)
        guard (1...VoucherPosition.positionCount).contains(count) else { throw .field("count") }
        let uses = try fields.number("uses", as: Int.self)
        guard (0...65_535).contains(uses) else { throw .field("uses") }
        self.init(
            terms: try Terms(fields: fields.object("terms")), uses: uses, validity: days,
            keyID: KeyID(try fields.number("key")),
            audience: Audience(try fields.number("audience")), count: count,
            salt: try fields.named("salt") { Hexadecimal.number($0, byteCount: 8) },
            activation: try fields.named("activation") { Activation(rawValue: $0) },
            label: try fields.text("label"),
            holder: try fields.namedIfAny("holder") { MemberNumber(text: $0) },
            programme: try fields.integerIfAny("programme").map { Int(clamping: $0) })
    }
}

extension IssuedBatch {
    var json: CanonicalJSON {
        .fields { fields in
            fields.put("batch", id.text)
            fields.put("first", first.voucherText)
        }
    }

    init(json: CanonicalJSON) throws(RecordFault) {
        let fields = try FieldReader(json, named: "batches")
        self.init(
            id: try fields.named("batch") { BatchID(text: $0) },
            first: try fields.position("first"))
    }
}

extension Terms {
    var json: CanonicalJSON {
        .fields { fields in
            fields.put("kind", kind.name)
            switch self {
            case .member(let number, let tier):
                fields.put("member", number.text)
                fields.put("tier", tier)
            case .gift(let money):
                fields.put("amount", money.minorUnits)
                fields.put("currency", money.currency.code)
            case .discount(let discount):
                fields.put("campaign", discount.campaign)
                switch discount.reduction {
                case .percent(let basisPoints): fields.put("basis_points", basisPoints)
                case .amount(let minorUnits): fields.put("amount", minorUnits)
                }
                fields.put("cap", discount.cap)
                fields.put("currency", discount.currency.code)
                fields.put("minimum_spend", discount.minimumSpend)
            case .entitlement(let right):
                fields.put("campaign", right.campaign)
                fields.put("terms_digest", Hexadecimal.text(right.termsDigest, byteCount: 6))
                fields.put("uses", right.uses)
            }
        }
    }

    init(fields: FieldReader) throws(RecordFault) {
        switch try fields.named("kind", { TokenKind(name: $0) }) {
        case .member:
            self = .member(try fields.member("member"), tier: try fields.number("tier"))
        case .gift: self = .gift(try Money(fields: fields))
        case .discount:
            let reduction: Discount.Reduction =
                if fields.has("basis_points") {
                    .percent(basisPoints: try fields.number("basis_points"))
                } else {
                    .amount(minorUnits: try fields.integer("amount"))
                }
            self = .discount(
                Discount(
                    campaign: try fields.number("campaign"), reduction: reduction,
                    currency: try fields.named("currency") { Currency(code: $0) },
                    minimumSpend: try fields.integer("minimum_spend"),
                    cap: try fields.integer("cap")))
        case .entitlement:
            self = .entitlement(
                Entitlement(
                    campaign: try fields.number("campaign"), uses: try fields.number("uses"),
                    termsDigest: try fields.named("terms_digest") {
                        Hexadecimal.number($0, byteCount: 6)
                    }))
        }
    }
}
