import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraOperations

// What members have and how it came about, as programs read it.

extension AssetTerms {
    /// An amount as programs read it.
    package func value(_ units: Int64) -> JSONValue {
        .record(
            ("amount", .integer(units)), ("asset", .string(name)),
            ("scale", .integer(Int64(scale))), ("display", .string(shown(units))))
    }

    /// An amount as people read it.
    package func shown(_ units: Int64) -> String { Quantity.units(units, of: self).shown }
}

extension HoldingChange {
    /// The change as programs read it.
    package func value(_ code: String) -> JSONValue {
        let asset = holding.asset
        return .record(
            ("code", .string(code)), ("operation", .string("op_\(operation.text)")),
            ("member", .string(holding.member.text)), ("changed", asset.value(amount)),
            ("expired", expired == 0 ? nil : asset.value(expired)),
            ("balance", asset.value(balance)), ("at", .string(time.rfc3339)),
            ("replayed", .bool(isReplay)))
    }
}

extension HoldingBalance {
    /// What is there as programs read it.
    package var value: JSONValue {
        let asset = holding.asset
        return .record(
            ("balance", asset.value(balance)),
            (
                "pending",
                pending.isEmpty ? nil : asset.value(pending.reduce(0) { $0 + $1.left })
            ), ("expired", expired == 0 ? nil : asset.value(expired)),
            (
                "lots",
                .array(
                    (lots + pending).map { lot in
                        .record(
                            ("left", .integer(lot.left)),
                            ("first_day", lot.first.map { .string($0.text) }),
                            ("last_day", lot.last.map { .string($0.text) }),
                            ("operation", .string("op_\(lot.operation.text)")))
                    })
            ))
    }
}

extension [HoldingBalance] {
    /// What a member has of every asset, as programs read it.
    ///
    /// - Parameters:
    ///   - member: Whose it is.
    ///   - movements: What led there, oldest first; `nil` if that was not asked.
    /// - Returns: The member's number, the holdings and, if asked, the movements.
    package func value(of member: MemberNumber, movements: [MemberMovement]? = nil) -> JSONValue {
        .record(
            ("member", .string(member.text)), ("holdings", .array(map(\.value))),
            ("movements", movements.map { .array($0.map(\.value)) }))
    }
}

extension MemberMovement {
    /// The movement as programs read it.
    package var value: JSONValue {
        .record(
            ("operation", .string("op_\(operation.text)")), ("at", .string(time.rfc3339)),
            ("asset", .string(asset.name)), ("scale", .integer(Int64(asset.scale))),
            ("units", .integer(units)), ("balance", .integer(balance)),
            ("event", (event?.kind.rawValue).map { .string($0) }),
            ("event_operation", event.map { .string("op_\($0.operation.text)") }),
            ("reason", .string(reason)))
    }
}
