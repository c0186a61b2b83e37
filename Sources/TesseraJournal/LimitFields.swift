import TesseraLedger
import TesseraModel

// Limits, members' accounts and quantities as a journal has them.

extension LimitTerms {
    var json: CanonicalJSON {
        .fields { fields in
            switch scope {
            case .campaign(let number): fields.put("campaign", number)
            case .gifts: break
            }
            fields.put("counted_for", key.rawValue)
            fields.put("period", period.rawValue)
            switch most {
            case .uses(let count): fields.put("uses", count)
            case .value(let money): fields.put("value", money.json)
            }
        }
    }

    init(fields: FieldReader) throws(RecordFault) {
        let scope: Scope =
            fields.has("campaign") ? .campaign(try fields.number("campaign")) : .gifts
        let most: Most =
            fields.has("uses")
            ? .uses(try fields.integer("uses")) : .value(try fields.money("value"))
        guard most.number > 0 else { throw .field("uses") }
        self.init(
            scope: scope, key: try fields.named("counted_for") { Key(rawValue: $0) },
            period: try fields.named("period") { Period(rawValue: $0) }, most: most)
    }
}

extension LimitTerms.Most {
    fileprivate var number: Int64 {
        switch self {
        case .uses(let count): count
        case .value(let money): money.minorUnits
        }
    }
}

extension AssetTerms {
    var json: CanonicalJSON {
        .fields { fields in
            fields.put("allows_debt", CanonicalJSON.truth(allowsDebt))
            fields.put("name", name)
            fields.put("scale", scale)
        }
    }

    init(fields: FieldReader) throws(RecordFault) {
        let asset = AssetTerms(
            name: try fields.text("name"), scale: try fields.number("scale"),
            allowsDebt: try fields.truth("allows_debt"))
        guard let asset else { throw .field("asset") }
        self = asset
    }
}

extension Quantity {
    var json: CanonicalJSON {
        switch self {
        case .money(let money): money.json
        case .uses(let count): .fields { $0.put("uses", count) }
        case .units(let count, let asset):
            .fields { fields in
                fields.put("asset", asset.json)
                fields.put("units", count)
            }
        }
    }

    init(fields: FieldReader) throws(RecordFault) {
        if fields.has("uses") {
            self = .uses(try fields.integer("uses"))
        } else if fields.has("units") {
            self = .units(
                try fields.integer("units"), of: try AssetTerms(fields: fields.object("asset")))
        } else {
            self = .money(try Money(fields: fields))
        }
    }
}

extension Use {
    var json: CanonicalJSON {
        .fields { fields in
            fields.put("operator", `operator`?.text)
            fields.put("shop", shop.text)
            fields.put("till", till.text)
            fields.put("time", time)
        }
    }

    init(fields: FieldReader) throws(RecordFault) {
        self.init(
            time: try fields.time("time"), shop: try fields.named("shop") { ShopID($0) },
            till: try fields.named("till") { TillID($0) },
            operator: try fields.namedIfAny("operator") { OperatorID($0) })
    }
}
