import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// What is owed follows from the sealed operations alone: L16.
struct SettlementRunTests {
    private let luna = ShopID("cafe-luna") ?? Sample.market
    private let head = ChainHead.beginning

    private func agreement(
        fee: Int, share: Int = 10_000, usePrice: Int64 = 0
    ) -> Agreement {
        Agreement(
            campaigns: nil, acceptsGifts: true, validity: Sample.twoYears, currency: Sample.euro,
            feeBasisPoints: fee, discountShareBasisPoints: share, usePrice: usePrice,
            period: .month, bearer: .issuer, refunds: .restored, limits: .none)
    }

    private func agreed(_ agreement: Agreement, version: Int) -> BookedOperation {
        booked(
            .agree(
                AcceptorTerms(
                    id: luna, name: "Luna", isPartner: true, groups: [], agreement: agreement)),
            .agreed(version: version, audience: Audience(1), groups: []))
    }

    private func booked(
        _ wish: Wish, _ outcome: Outcome, _ transfers: [Transfer] = [],
        at position: VoucherPosition? = nil, _ number: UInt64 = 0
    ) -> BookedOperation {
        BookedOperation(
            operation: OperationID(high: 7, low: number), time: Sample.noon,
            place: Place(shop: luna, till: Sample.till2), position: position, wish: wish,
            outcome: outcome, transfers: transfers)
    }

    private func redeemed(_ cents: Int64, _ number: UInt64 = 0) -> BookedOperation {
        let position = Sample.position(3, 1)
        let face = Sample.euros(cents: 100_000)
        guard let posting = Posting(for: .gift(face)) else {
            preconditionFailure("a gift card has accounts")
        }
        return booked(
            .redeem(position, .amount(Sample.euros(cents: cents)), holder: nil),
            .redeemed(taken: cents, balance: 0, discount: nil),
            [posting.redeemed(cents, in: luna)], at: position, number)
    }

    private func totals(
        _ operations: [BookedOperation], _ range: ClosedRange<Int64>? = nil
    ) -> SettlementTotals {
        var run = SettlementRun(of: luna, range ?? 1...Int64(operations.count))
        for (index, operation) in operations.enumerated() {
            run.take(
                SealedOperation(sequence: Int64(index + 1), operation: operation, head: head))
        }
        return run.sums
    }

    @Test
    func `a fee is reckoned once on the sum and half a cent is rounded up`() throws {
        // 2.5 % of 9.99 is 24.975 cents, three times by itself 25 each, of the sum 74.925.
        let three = (1...3).map { redeemed(999, $0) }
        let total = try #require(
            totals([agreed(agreement(fee: 250), version: 1)] + three).currencies.first)
        #expect(total.honoured == 2_997)
        #expect(total.fee == 75)
        #expect(total.net == 2_922)
        let half = try #require(
            totals([agreed(agreement(fee: 250), version: 1), redeemed(180)]).currencies.first)
        #expect(half.fee == 5)
    }

    @Test
    func `each version of an agreement has its own fee`() throws {
        let operations = [
            agreed(agreement(fee: 100), version: 1), redeemed(10_000, 1),
            agreed(agreement(fee: 1_000), version: 2), redeemed(10_000, 2),
        ]
        let total = try #require(totals(operations).currencies.first)
        #expect(total.honoured == 20_000)
        #expect(total.fee == 100 + 1_000)
    }

    @Test
    func `what is put back after its settlement falls into the next one`() throws {
        let redemption = redeemed(5_000, 1)
        let back = booked(
            .reverse(redemption.operation, amount: 2_000, reason: "spilt"),
            .returned(amount: 2_000, balance: 2_000),
            [
                Transfer(
                    debit: redemption.transfers[0].credit, credit: redemption.transfers[0].debit,
                    amount: 2_000)
            ], at: redemption.position, 2)
        let operations = [agreed(agreement(fee: 1_000), version: 1), redemption, back]
        let first = try #require(totals(operations, 1...2).currencies.first)
        #expect(first.net == 4_500)
        let second = try #require(totals(operations, 3...3).currencies.first)
        #expect(second.honoured == 0)
        #expect(second.returned == 2_000)
        // A fee is kept for what was honoured and not given back for what was put back later.
        #expect(second.fee == 0)
        #expect(second.net == -2_000)
    }

    @Test
    func `a loss of the issuer is paid and one of the acceptor is not`() throws {
        let face = Sample.euros(cents: 1_000)
        let posting = try #require(Posting(for: .gift(face)))
        let claim = Claim(
            device: Sample.till2, epoch: 1, sequence: 1, hash: .beginning, previous: .beginning,
            kit: 1, occurredAt: Sample.noon,
            act: .redeem(Sample.position(3, 1), .everything, taken: 1_000, discount: nil),
            finding: .genuine)
        let verdict = ClaimVerdict(
            ruling: .overLimit, paid: 300, lostByIssuer: 500, lostByAcceptor: 200)
        let judged = booked(
            .claim(claim), .claimed(verdict),
            [
                posting.redeemed(300, in: luna), posting.lost(500, by: .issuer, in: luna),
                posting.lost(200, by: .shop(luna), in: luna),
            ], at: Sample.position(3, 1))
        let total = try #require(
            totals([agreed(agreement(fee: 0), version: 1), judged]).currencies.first)
        #expect(total.honoured == 1_000)
        #expect(total.lostByIssuer == 500)
        #expect(total.lostByAcceptor == 200)
        #expect(total.net == 800)
    }

    @Test
    func `a correction stands in the next settlement without a fee`() throws {
        let clearing = Account(
            owner: .shop(luna), asset: .currency(Sample.euro), purpose: .clearing)
        let expense = Account(owner: .issuer, asset: .currency(Sample.euro), purpose: .expense)
        let correction = booked(
            .dispute(
                luna, amount: Sample.euros(cents: 250), about: nil,
                reason: "the till was right"), .done,
            [Transfer(debit: expense, credit: clearing, amount: 250)])
        let total = try #require(
            totals([agreed(agreement(fee: 1_000), version: 1), correction]).currencies.first)
        #expect(total.disputed == 250)
        #expect(total.fee == 0)
        #expect(total.net == 250)
    }

    @Test
    func `what the others did is nobody's line here`() {
        var run = SettlementRun(of: Sample.market, 1...2)
        run.take(SealedOperation(sequence: 1, operation: redeemed(500), head: head))
        #expect(run.lines.isEmpty)
        #expect(run.sums.currencies.isEmpty)
    }
}

/// The fewest payments that leave everybody with what they are owed: L16.
struct NettingTests {
    private func total(_ net: Int64) -> CurrencyTotal {
        var total = CurrencyTotal(currency: Sample.euro)
        if net > 0 { total.honoured = net } else { total.returned = 0 - net }
        return total
    }

    private func name(_ text: String) -> ShopID { ShopID(text) ?? Sample.market }

    @Test
    func `who owes the issuer pays those whom the issuer owes`() {
        let owed = Netting.owed(by: [
            (name("a"), total(700)), (name("b"), total(-300)), (name("c"), total(500)),
        ])
        #expect(owed.count == 3)
        let payments = Netting.payments(for: owed, in: Sample.euro)
        #expect(
            payments == [
                Payment(
                    payer: nil, payee: name("a"), amount: Sample.euros(cents: 700)),
                Payment(
                    payer: name("b"), payee: name("c"),
                    amount: Sample.euros(cents: 300)),
                Payment(
                    payer: nil, payee: name("c"), amount: Sample.euros(cents: 200)),
            ])
    }

    @Test(arguments: UInt64(1)...50)
    func `everybody ends with what they are owed in fewer payments than parties`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let settled = (0..<Int.random(in: 1...9, using: &random)).map { index in
            (name("p\(index)"), total(Int64.random(in: -1_000...1_000, using: &random)))
        }
        let owed = Netting.owed(by: settled)
        let payments = Netting.payments(for: owed, in: Sample.euro)
        func positions(_ payments: [Payment]) -> [ShopID?: Int64] {
            var sums: [ShopID?: Int64] = [:]
            for payment in payments {
                sums[payment.payer, default: 0] -= payment.amount.minorUnits
                sums[payment.payee, default: 0] += payment.amount.minorUnits
            }
            return sums.filter { $0.value != 0 }
        }
        #expect(positions(payments) == positions(owed))
        #expect(payments.count <= settled.count)
        #expect(Set(payments.map(\.payer)).isDisjoint(with: payments.map(\.payee)))
    }
}
