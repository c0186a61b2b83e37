import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations

// How shops, partners and their agreements are told.

extension Acceptor {
    /// The acceptor as people read it, perhaps after the word for what was done with it.
    func lines(in register: Register, _ speech: Speech, done: String? = nil) -> [String] {
        let version = version == 1 || !isPartner ? "" : ", version \(version)"
        var lines = [
            (done.map { speech.painted($0, .green) + "  " } ?? "") + "\(id)  \(name)\(version)"
        ]
        if isPartner {
            let belongs = groups.isEmpty ? "" : ", in \(groups.map(\.text).joined(separator: ", "))"
            lines.append("  Audience  \(audience.number)\(belongs)")
        }
        if let end {
            lines.append("  Ended     \(speech.telling.moment(end.time)): \(end.reason)")
        }
        lines += agreement.lines(isPartner: isPartner)
        let devices = register.devices.filter { $0.acceptor == id }.map(\.id.text)
        lines.append(
            "  Devices   \(devices.isEmpty ? "none" : devices.joined(separator: ", "))")
        lines.append("  Kit       \(kit == 0 ? "none yet" : "number \(kit)")")
        if isPartner {
            lines.append(
                "  Settled   "
                    + (settlements == 0
                        ? "not yet"
                        : "\(settlements.counted("time")), up to number \(settledThrough)"))
        }
        return lines
    }
}

extension Agreement {
    /// The agreement as people read it.
    func lines(isPartner: Bool) -> [String] {
        var accepted = acceptsGifts ? ["gift cards"] : []
        if let campaigns {
            accepted += campaigns.map { "campaign \($0)" }
        } else {
            accepted.append("all campaigns")
        }
        var lines = [
            "  Accepts   \(accepted.joined(separator: ", ")), \(validity.shown)"
        ]
        if isPartner {
            lines.append(
                "  Paid      every \(period.rawValue), "
                    + (feeBasisPoints == 0
                        ? "without a fee; " : "less a fee of \(percent(feeBasisPoints)); ")
                    + "\(percent(discountShareBasisPoints)) of discounts, "
                    + "\(money(usePrice).shown) a use")
            lines.append("  Refunds   \(refunds.spoken)")
        }
        lines += offlineLines(isPartner: isPartner)
        lines.append(
            "  Kits      fresh for \(limits.freshHours) h, trusted for \(limits.kitHours) h")
        return lines
    }

    /// How far tills go without a network, and who pays for what is used twice meanwhile.
    private func offlineLines(isPartner: Bool) -> [String] {
        let day = [
            limits.perDay > 0 ? money(limits.perDay).shown : nil,
            limits.usesPerDay > 0 ? Quantity.uses(Int64(limits.usesPerDay)).shown : nil,
        ].compactMap { $0 }
        guard !day.isEmpty else {
            return ["  Offline   tills only check; limits let them take: --offline-per-voucher"]
        }
        let voucher = limits.perVoucher > 0 ? "\(money(limits.perVoucher).shown) a voucher, " : ""
        let limits = "  Offline   \(voucher)\(day.joined(separator: " and ")) a till and day"
        guard isPartner else { return [limits] }
        switch bearer {
        case .issuer:
            return [limits, "  Losses    borne by the issuer within that, by the acceptor beyond"]
        case .acceptor: return [limits, "  Losses    borne by the acceptor"]
        }
    }

    private func money(_ units: Int64) -> Money { Money(minorUnits: units, currency: currency) }

    /// A share as people write it, `2.5 %`.
    func percent(_ basisPoints: Int) -> String {
        let (whole, rest) = (basisPoints / 100, basisPoints % 100)
        guard rest > 0 else { return "\(whole) %" }
        let decimals = rest % 10 == 0 ? "\(rest / 10)" : (rest < 10 ? "0\(rest)" : "\(rest)")
        return "\(whole).\(decimals) %"
    }
}

extension Agreement.Refunds {
    /// The policy as people read it.
    fileprivate var spoken: String {
        switch self {
        case .restored: "put back on the voucher"
        case .refused: "not put back on the voucher"
        }
    }
}

extension Device {
    /// What became of it, as people read it.
    func standing(_ telling: Telling) -> String {
        switch epoch.standing {
        case .active: "good"
        case .revoked(let time, let reason): "given up \(telling.moment(time)): \(reason)"
        case .quarantined(let time, let sequence):
            "quarantined \(telling.moment(time)) at record \(sequence)"
        }
    }
}
