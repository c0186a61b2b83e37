import TesseraLedger
import TesseraModel
import TesseraToken

/// What a till knows of one of its claims: what it wrote and what it was answered.
package struct AnsweredClaim: Hashable, Sendable {
    /// What the till wrote.
    package let claim: LoggedClaim
    /// What it was answered, first of all; `nil` if it was not answered yet.
    package let answer: SyncReceipt.Item?
    /// When it was answered.
    package let answeredAt: Timestamp?

    /// A claim with its answer.
    package init(claim: LoggedClaim, answer: SyncReceipt.Item?, answeredAt: Timestamp?) {
        self.claim = claim
        self.answer = answer
        self.answeredAt = answeredAt
    }
}

/// Recomputes a statement from what the acceptor's own tills wrote and were answered.
///
/// - Source: L16.
package struct StatementCheck: Sendable {
    /// A place where the statement and the tills differ.
    package struct Finding: Hashable, Sendable {
        /// What it is about: an operation, a sum.
        package let place: String
        /// How they differ.
        package let problem: String
    }

    /// How far clocks of services may be apart.
    private static let clockTolerance: Int64 = 5 * 60_000

    private let statement: StatementFile
    private let known: [OperationID: AnsweredClaim]
    private let tills: Set<String>
    private var found: [Finding] = []

    /// A check of a statement.
    ///
    /// - Parameters:
    ///   - statement: As the issuer wrote it.
    ///   - claims: Everything that the tills have.
    ///   - tills: Whose claims these are; lines of other tills are taken as they stand.
    package init(_ statement: StatementFile, against claims: [AnsweredClaim], of tills: [TillID]) {
        self.statement = statement
        self.tills = Set(tills.map(\.text))
        known = Dictionary(claims.map { ($0.claim.record.id, $0) }) { first, _ in first }
    }

    /// What differs; nothing if the statement is right to the cent.
    package consuming func findings() -> [Finding] {
        var check = self
        check.compareSums()
        for line in check.statement.lines { check.compare(line) }
        check.lookForMissing()
        return check.found
    }

    private mutating func find(_ place: String, _ problem: String) {
        found.append(Finding(place: place, problem: problem))
    }

    // MARK: Sums

    private mutating func compareSums() {
        var bases: [String: [Int: Int64]] = [:]
        for line in statement.lines {
            bases[line.currency, default: [:]][line.version, default: 0] +=
                line.honoured - line.returned - line.lostByAcceptor
        }
        let currencies = Set(statement.totals.map(\.currency)).union(bases.keys)
        for currency in currencies.sorted() {
            guard let total = statement.totals.first(where: { $0.currency == currency }) else {
                find(currency, "has lines and no sum")
                continue
            }
            let lines = statement.lines.filter { $0.currency == currency }
            compare(total, with: lines)
            let fee = (bases[currency] ?? [:]).reduce(Int64(0)) { sum, base in
                base.value > 0
                    ? sum + base.value.share(basisPoints: paying(base.key)?.feeBasisPoints ?? 0)
                    : sum
            }
            if fee != total.fee {
                find("fee in \(currency)", "is \(total.fee) where \(fee) follows")
            }
            let net =
                total.honoured - total.returned + total.disputed - total.lostByAcceptor
                + total.reimbursed - fee
            if net != total.net {
                find("\(currency) to pay", "is \(total.net) where \(net) follows")
            }
        }
    }

    private mutating func compare(_ total: StatementFile.Total, with lines: [StatementFile.Line]) {
        let sums: [(String, Int64, (StatementFile.Line) -> Int64)] = [
            ("honoured", total.honoured, { $0.honoured }),
            ("put back", total.returned, { $0.returned }),
            ("the issuer's loss", total.lostByIssuer, { $0.lostByIssuer }),
            ("the acceptor's loss", total.lostByAcceptor, { $0.lostByAcceptor }),
            ("paid back", total.reimbursed, { $0.reimbursed }),
            ("corrected", total.disputed, { $0.disputed }),
        ]
        for (name, said, value) in sums {
            let sum = lines.reduce(0) { $0 + value($1) }
            if sum != said {
                find("\(name) in \(total.currency)", "is \(said) where \(sum) follows")
            }
        }
    }

    private func paying(_ version: Int) -> StatementFile.Version.Paying? {
        statement.agreements.first { $0.version == version }?.agreement
    }

    // MARK: Lines

    private mutating func compare(_ line: StatementFile.Line) {
        guard line.ruling != nil, let till = line.till, tills.contains(till) else { return }
        guard let id = OperationID(line.operation), let known = known[id] else {
            return find(line.operation, "is not in the log of \(till)")
        }
        guard let answer = known.answer else {
            return find(line.operation, "was not answered to \(till) yet")
        }
        if answer.ruling.rawValue != line.ruling {
            find(
                line.operation,
                "was answered \(answer.ruling.rawValue) and stands as \(line.ruling ?? "")")
        }
        guard case .redeem(let taken) = known.claim.record.act else { return }
        let honoured = answer.paid + answer.lostByIssuer + answer.lostByAcceptor
        let isMoney = taken.body.token.kind == .gift
        if (isMoney ? line.honoured : line.uses) != honoured {
            find(
                line.operation,
                "counts \(isMoney ? line.honoured : line.uses) where \(honoured) was answered")
        }
        if isMoney, line.lostByAcceptor != answer.lostByAcceptor {
            find(
                line.operation,
                "has \(line.lostByAcceptor) borne where \(answer.lostByAcceptor) was answered")
        }
        compareReimbursement(line, taken, paidUses: honoured - answer.lostByAcceptor)
    }

    private mutating func compareReimbursement(
        _ line: StatementFile.Line, _ taken: ClaimRecord.Taken, paidUses: Int64
    ) {
        guard let paying = paying(line.version) else {
            return find(line.operation, "is paid under a version that is not there")
        }
        let expected: Int64 =
            switch taken.body.token.terms {
            case .member, .gift: 0
            case .discount:
                paidUses == 0
                    ? 0
                    : (taken.discount ?? 0).share(basisPoints: paying.discountShareBasisPoints)
            case .entitlement: paidUses * paying.usePrice.amount
            }
        if expected != line.reimbursed {
            find(line.operation, "pays back \(line.reimbursed) where \(expected) follows")
        }
    }

    // MARK: What is not there

    /// Claims that were answered with something while the run was booked, and that have no line.
    private mutating func lookForMissing() {
        let listed = Set(statement.lines.compactMap { OperationID($0.operation) })
        let from = statement.coversFrom.flatMap(Timestamp.init(rfc3339:))
        let until = statement.coversUntil.flatMap(Timestamp.init(rfc3339:))
        guard let until else { return }
        for claim in known.values.sorted(by: { $0.claim.record.sequence < $1.claim.record.sequence }
        ) {
            guard let answer = claim.answer, let time = claim.answeredAt,
                answer.paid + answer.lostByIssuer + answer.lostByAcceptor + answer.returned > 0,
                !listed.contains(claim.claim.record.id),
                time.advanced(byMilliseconds: StatementCheck.clockTolerance) < until,
                from.map({ $0 < time.advanced(byMilliseconds: 0 - StatementCheck.clockTolerance) })
                    ?? true
            else { continue }
            find(
                claim.claim.record.id.redemptionText,
                "was answered \(answer.ruling.rawValue) and has no line")
        }
    }
}
