import TesseraClaims
import TesseraLedger
import TesseraModel
import TesseraOperations

// Shops, partners, their agreements, devices and those who work there, as programs read them.

extension Acceptor {
    /// The acceptor as programs read it.
    package func fields(in register: Register) -> [(String, JSONValue?)] {
        let devices = register.devices.filter { $0.acceptor == id }
        return exported + [("devices", .array(devices.map { .string($0.id.text) }))]
    }

    /// The acceptor as an export has it.
    package var exported: [(String, JSONValue?)] {
        agreed + [
            ("kit", .integer(kit)), ("settlements", .integer(Int64(settlements))),
            ("settled_through", .integer(settledThrough)),
            ("ended_at", end.map { .string($0.time.rfc3339) }),
            ("ended_because", end.map { .string($0.reason) }),
        ]
    }

    /// What was agreed, without what happened since, so that it is told the same at any time.
    package var agreed: [(String, JSONValue?)] {
        [
            ("acceptor", .string(id.text)), ("name", .string(name)),
            ("partner", .bool(isPartner)), ("audience", .integer(Int64(audience.number))),
            ("groups", .array(groups.map { .string($0.text) })),
            ("version", .integer(Int64(version))), ("agreement", agreement.value),
        ]
    }
}

extension Acceptor.End {
    /// The end of an agreement, an appointment or a device as programs read it.
    package func value(_ code: String, _ name: String, _ id: String) -> JSONValue {
        .record(
            ("code", .string(code)), (name, .string(id)), ("ended_at", .string(time.rfc3339)),
            ("reason", .string(reason)))
    }
}

extension PairedTill {
    /// The pairing as programs read it, without its secret and what happened since.
    package var fields: [(String, JSONValue?)] {
        let began = device.epochs.first { $0.number == pairing.epoch }
        return [
            ("device", .string(device.id.text)), ("acceptor", .string(device.acceptor.text)),
            ("epoch", .integer(Int64(pairing.epoch))),
            ("paired_at", (began?.pairedAt.rfc3339).map { .string($0) }),
        ]
    }
}

extension Agreement {
    /// The agreement as programs read it.
    package var value: JSONValue {
        .record(
            ("campaigns", campaigns.map { .array($0.map { .integer(Int64($0)) }) }),
            ("gifts", .bool(acceptsGifts)), ("first_day", .string(validity.first.text)),
            ("last_day", .string(validity.last.text)), ("currency", .string(currency.code)),
            ("fee_basis_points", .integer(Int64(feeBasisPoints))),
            ("discount_share_basis_points", .integer(Int64(discountShareBasisPoints))),
            ("use_price", .money(Money(minorUnits: usePrice, currency: currency))),
            ("period", .string(period.rawValue)), ("bearer", .string(bearer.rawValue)),
            ("refunds", .string(refunds.rawValue)),
            ("offline_per_voucher", .money(money(limits.perVoucher))),
            ("offline_per_day", .money(money(limits.perDay))),
            ("offline_uses", .integer(Int64(limits.usesPerDay))),
            ("fresh_hours", .integer(Int64(limits.freshHours))),
            ("kit_hours", .integer(Int64(limits.kitHours))))
    }

    private func money(_ units: Int64) -> Money { Money(minorUnits: units, currency: currency) }
}

extension Device {
    /// The device as programs read it.
    package var fields: [(String, JSONValue?)] {
        [
            ("device", .string(id.text)), ("acceptor", .string(acceptor.text)),
            ("epoch", .integer(Int64(epoch.number))),
            ("paired_at", .string(epoch.pairedAt.rfc3339)),
            ("heard_at", heardAt.map { .string($0.rfc3339) }),
            ("standing", .string(epoch.standing.word)),
            ("records_through", .integer(epoch.progress.through)),
            (
                "gaps",
                .array(
                    epoch.progress.gaps.map {
                        .array([.integer($0.lowerBound), .integer($0.upperBound)])
                    })
            ),
        ]
    }
}

extension DeviceEpoch.Standing {
    /// The standing in one word.
    package var word: String {
        switch self {
        case .active: "active"
        case .revoked: "revoked"
        case .quarantined: "quarantined"
        }
    }
}

extension Operator {
    /// The operator as programs read it.
    package var fields: [(String, JSONValue?)] {
        [
            ("operator", .string(id.text)), ("role", .string(role.rawValue)),
            ("acceptor", (acceptor?.text).map { .string($0) }),
            ("ended_at", end.map { .string($0.time.rfc3339) }),
            ("reason", end.map { .string($0.reason) }),
        ]
    }
}

extension DeviceExposure {
    /// The figure as programs read it.
    package var value: JSONValue {
        .record(
            ("device", .string(device.id.text)), ("acceptor", .string(acceptor.id.text)),
            ("bearer", .string(bearer.rawValue)), ("days", .integer(Int64(days))),
            ("now", .money(now)), ("uses_now", .integer(usesNow)),
            ("until_kit_ends", .money(untilKitEnds)),
            ("kit_ends", kitEnds.map { .string($0.rfc3339) }))
    }
}
