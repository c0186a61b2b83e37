import TesseraModel

extension InMemoryLedger {
    package func slip(_ name: String, at time: Timestamp) throws(LedgerError) -> Slip? {
        try Slip.require(name: name)
        return standing(name, at: time)
    }

    package func slips(
        under prefix: String, after name: String?, limit: Int, at time: Timestamp
    ) throws(LedgerError) -> [Slip] {
        try Slip.require(prefix: prefix)
        if let name { try Slip.require(prefix: name) }
        let rest = slips.values.filter { slip in
            slip.name.hasPrefix(prefix) && slip.stands(at: time)
                && (name.map { slip.name > $0 } ?? true)
        }
        return Array(rest.sorted { $0.name < $1.name }.prefix(limit))
    }

    package func write(
        _ value: [UInt8], as name: String, replacing version: Int64?, expiresAt: Timestamp?,
        at time: Timestamp
    ) throws(LedgerError) -> Slip {
        try Slip.require(name: name)
        try Slip.require(value: value, of: name)
        guard standing(name, at: time)?.version == version else { throw .slipChanged(name) }
        let slip = Slip(
            name: name, value: value, version: (version ?? 0) + 1, expiresAt: expiresAt)
        slips[name] = slip
        return slip
    }

    package func removeSlip(_ name: String, replacing version: Int64?) throws(LedgerError) {
        try Slip.require(name: name)
        guard version == nil || slips[name]?.version == version else { throw .slipChanged(name) }
        slips[name] = nil
    }

    package func sweepSlips(at time: Timestamp) throws(LedgerError) -> Int {
        let before = slips.count
        slips = slips.filter { $0.value.stands(at: time) }
        return before - slips.count
    }

    private func standing(_ name: String, at time: Timestamp) -> Slip? {
        slips[name].flatMap { $0.stands(at: time) ? $0 : nil }
    }
}
