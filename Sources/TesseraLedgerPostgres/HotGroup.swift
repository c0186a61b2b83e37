import TesseraLedger
import TesseraModel

/// Redemptions of different callers that are decided and booked by one statement.
///
/// One statement for sixty-four redemptions costs the server a fraction of sixty-four statements,
/// and a voucher that many want is written once. The outcome is that of one redemption after the
/// other, vouchers in their order and each voucher's redemptions as they came:
///
/// 1. What is wanted from one voucher is added up. The statement takes all of it or none, and then
///    each is tried by itself.
/// 2. What is left after each is what is left after the last, and what those behind it took.
/// 3. A voucher's redemptions from the first on that cannot be added are tried by themselves.
///
/// - Source: L9, L10.
struct HotGroup {
    /// All redemptions, in the order of their vouchers and then as they came.
    let ordered: [HotWish]
    /// The statement with its values.
    let execution: PostgresExecution

    private let members: [HotWish]
    private let later: [HotWish]
    /// How many redemptions each voucher's sum has.
    private let sums: [VoucherPosition: Int]

    /// What is wanted from one voucher.
    private struct Sum {
        let first: HotRedemption
        var last: HotRedemption
        var total: Int64
        var today: Day
        var count = 1
        var isClosed = false

        init(_ first: HotRedemption) {
            self.first = first
            last = first
            total = first.taking.amount
            today = first.today
        }

        /// Adds a redemption; `false` if it cannot be decided with the others, and none after it.
        mutating func add(_ next: HotRedemption) -> Bool {
            let (sum, overflow) = total.addingReportingOverflow(next.taking.amount)
            // A row that is made must hold the sum, even if it is there already and holds more.
            guard !isClosed, first.most == .max, next.most == .max, !overflow,
                next.limits == first.limits,
                sum <= first.batch.order.faceValue
            else {
                isClosed = true
                return false
            }
            (last, total, today, count) = (next, sum, max(today, next.today), count + 1)
            return true
        }
    }

    /// The group of some redemptions, as they came.
    init(_ wishes: [HotWish]) {
        precondition(!wishes.isEmpty)
        ordered = wishes.enumerated().sorted { one, other in
            (one.element.position, one.offset) < (other.element.position, other.offset)
        }.map(\.element)
        var sums: [Sum] = []
        var members: [HotWish] = []
        var later: [HotWish] = []
        /// What was wanted from the member's voucher up to it.
        var running: [Int64] = []
        var places: [Int] = []
        for wish in ordered {
            if let place = sums.indices.last, sums[place].first.request.position == wish.position {
                guard sums[place].add(wish.redemption) else {
                    later.append(wish)
                    continue
                }
            } else {
                sums.append(Sum(wish.redemption))
            }
            members.append(wish)
            running.append(sums[sums.count - 1].total)
            places.append(sums.count - 1)
        }
        (self.members, self.later) = (members, later)
        self.sums = Dictionary(
            uniqueKeysWithValues: sums.map { ($0.first.request.position, $0.count) })
        let behind = zip(running, places).map { sums[$1].total - $0 }
        execution = PostgresExecution(
            HotGroup.statement,
            HotGroup.vouchers(sums) + HotGroup.operations(members.map(\.redemption), behind))
    }

    /// Answers everybody whom the statement decided.
    ///
    /// - Parameter answer: The statement's rows.
    /// - Returns: Those who have to be tried by themselves, in their order.
    /// - Throws: ``PostgresFailure/unreadable``, before anybody is answered.
    func settle(by answer: PostgresAnswer) throws(PostgresFailure) -> [HotWish] {
        var left: [OperationID: Int64] = [:]
        left.reserveCapacity(answer.count)
        for row in 0..<answer.count {
            left[try answer.id(row, 0)] = try answer.int64(row, 1)
        }
        var open: [HotWish] = []
        for wish in members {
            if let balance = left[wish.redemption.request.operation] {
                wish.answer(.success(balance))
            } else if sums[wish.position] == 1 {
                wish.answer(.success(nil))
            } else {
                open.append(wish)
            }
        }
        return open + later
    }

    private static func vouchers(_ sums: [Sum]) -> [PostgresValue] {
        [
            .int64s(sums.map(\.first.pin)),
            .int64s(sums.map(\.first.batch.id.number)),
            .int32s(sums.map { Int32($0.first.batch.order.validity.last.number) }),
            .int64s(sums.map(\.first.batch.order.faceValue)), .int64s(sums.map(\.total)),
            .int64s(sums.map(\.first.most)), .int32s(sums.map { Int32($0.today.number) }),
            .int64s(sums.map(\.last.time.milliseconds)),
            .texts(sums.map(\.last.request.shop.text)),
            .texts(sums.map(\.last.request.tillText)),
            .int32s(sums.map { $0.first.isNew ? 0 : 1 }), .int64s(sums.map(\.first.limits)),
        ]
    }

    private static func operations(
        _ members: [HotRedemption], _ behind: [Int64]
    ) -> [PostgresValue] {
        let demands = members.map { StoredDemand($0.request.demand) }
        return [
            .int64s(members.map(\.pin)),
            .ids(members.map(\.request.operation)), .int64s(members.map(\.time.milliseconds)),
            .texts(members.map(\.request.shop.text)), .texts(members.map(\.request.tillText)),
            .int32s(demands.map(\.kind)), .int64s(demands.map(\.amount)),
            .int32s(demands.map(\.currency)),
            .int64s(members.map(\.taking.discount?.minorUnits)), .int64s(members.map(\.debit)),
            .int64s(members.map(\.credit)), .int64s(members.map(\.taking.amount)),
            .int64s(behind), .texts(members.map(\.sum)),
        ]
    }
}

extension HotWish {
    fileprivate var position: VoucherPosition { redemption.request.position }
}
