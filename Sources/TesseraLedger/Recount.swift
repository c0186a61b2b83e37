import TesseraModel

/// A recount of the book from its history, record by record in the order of the export.
///
/// It believes no counter: every balance must follow from the one before, every transfer must be
/// what the operation's terms say, and the vouchers' rows at the end must be what history made of
/// them. It keeps some hundred bytes for each redemption, so a million fit in memory.
///
/// - Source: L1, L5, R1, R2, R4; F31.
package struct Recount {
    /// How many findings are kept; a book that is this wrong is wrong altogether.
    static let findingLimit = 1_000

    var findings: [LedgerAudit.Finding] = []
    var batches = RecountedBatches()
    var members: [MemberNumber: VoucherPosition] = [:]
    var operationIndex: [OperationID: Int32] = [:]
    var redemptions: [RecountedRedemption] = []
    var vouchers: [VoucherPosition: RecountedVoucher] = [:]
    var blocks: [VoucherPosition: Standing] = [:]
    var places: [Use.Place] = []
    var placeIndex: [Use.Place: Int32] = [:]
    private var operationCount = 0
    private var transferCount = 0
    private var voucherCount = 0
    private var lastTime: Timestamp?
    private var current: (id: OperationID, expected: [Transfer], met: Int)?

    /// A recount of nothing yet.
    package init() {}

    /// Takes the next record.
    package mutating func take(_ record: LedgerRecord) {
        switch record {
        case .batch(let batch):
            if let problem = batches.add(batch) { find("batch \(batch.id.text)", problem) }
        case .member(let number, let card, _):
            members[number] = card
            if batches.covering(card)?.order.terms.memberNumber != number {
                find("member \(number.text)", "has no card at \(card.voucherText)")
            }
        case .operation(let event, let position):
            endOperation()
            operationCount += 1
            if let lastTime, event.time < lastTime {
                find(event, "was booked before the one in front of it")
            }
            lastTime = event.time
            current = (event.operation, follow(event, position), 0)
        case .transfer(let transfer, let operation, let leg):
            transferCount += 1
            check(transfer, operation, leg)
        case .voucher(let state):
            endOperation()
            voucherCount += 1
            check(state)
        }
    }

    /// What was found after the last record.
    package consuming func finish() -> LedgerAudit {
        endOperation()
        for position in vouchers.keys.sorted() {
            find("voucher \(position.voucherText)", "was booked on and has no row")
        }
        for batch in batches.withoutOperation {
            find("batch \(batch.id.text)", "was issued by no operation")
        }
        return LedgerAudit(
            operations: operationCount, transfers: transferCount, vouchers: voucherCount,
            findings: findings)
    }

    mutating func find(_ record: String, _ problem: String) {
        guard findings.count < Recount.findingLimit else { return }
        findings.append(LedgerAudit.Finding(record: record, problem: problem))
    }

    mutating func find(_ event: VoucherEvent, _ problem: String) {
        find("operation \(event.operation.text)", problem)
    }

    private mutating func check(_ transfer: Transfer, _ operation: OperationID, _ leg: Int) {
        guard let open = current, open.id == operation else {
            return find("transfer of \(operation.text)", "stands under another operation")
        }
        if leg != open.met || leg >= open.expected.count {
            find("transfer \(leg) of \(operation.text)", "is one too many")
        } else if open.expected[leg] != transfer {
            let expected = open.expected[leg]
            find(
                "transfer \(leg) of \(operation.text)",
                "moves \(transfer.amount) where \(expected.amount) follows from the terms, "
                    + "or between other accounts")
        }
        current?.met += 1
    }

    private mutating func endOperation() {
        if let open = current, open.met < open.expected.count {
            find(
                "operation \(open.id.text)",
                "has \(open.met) transfers where \(open.expected.count) follow from the terms")
        }
        current = nil
    }

    /// Compares a row with what history made of it.
    private mutating func check(_ state: VoucherState) {
        let name = "voucher \(state.position.voucherText)"
        guard let counted = vouchers.removeValue(forKey: state.position),
            let batch = batches.covering(state.position)
        else { return find(name, "has a row and was never booked on") }
        let expected = self.state(counted, at: state.position, of: batch)
        if state.balance != expected.balance {
            find(name, "holds \(state.balance) where history leaves \(expected.balance)")
        }
        if state.standing != expected.standing {
            find(name, "is not in the standing that history left it in")
        }
        if state.validity != expected.validity {
            find(
                name,
                "is good until \(state.validity.last.text) where history says "
                    + expected.validity.last.text)
        }
        if state.lastUse != expected.lastUse {
            find(name, "was last used at another time or place than history says")
        }
        if state.batch != expected.batch || state.terms != expected.terms
            || state.faceValue != expected.faceValue
        {
            find(name, "has other terms than its batch")
        }
    }
}

extension Terms {
    fileprivate var memberNumber: MemberNumber? {
        if case .member(let number, _) = self { number } else { nil }
    }
}

extension Ledger {
    /// The book recounted from its own export; what every store's audit begins with.
    ///
    /// - Returns: An export that breaks off at something unreadable is a finding too.
    /// - Throws: Infrastructure errors.
    /// - Source: L1, R1, R2, R4.
    package func recounted() async throws(LedgerError) -> LedgerAudit {
        let recount = RunningRecount()
        do {
            try await export { recount.take($0) }
        } catch LedgerError.ledgerDamaged {
            recount.breakOff()
        } catch let error as LedgerError {
            throw error
        } catch {
            throw .unavailable
        }
        return recount.finish()
    }
}
