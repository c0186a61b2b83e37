import TesseraLoyalty
import TesseraModel

/// What was bought, discounted, paid with gifts and issued, by how it is taxed; in minor units of
/// the programme's currency.
///
/// - Source: F30.
package struct TaxFigures: Hashable, Sendable {
    /// The amounts of one tax class.
    package struct Sums: Hashable, Sendable {
        /// What purchases became cheaper by.
        package var discounts: Int64 = 0
        /// What gifts and wallets paid.
        package var paidWith: Int64 = 0
        /// What gifts were worth when they were issued.
        package var issued: Int64 = 0
    }

    /// What was bought and kept, before discounts.
    package private(set) var goods: Int64 = 0
    /// The amounts by tax class.
    package private(set) var sums: [TaxClass: Sums] = [:]

    private let currency: Currency
    private let classes: [CampaignNumber: TaxClass]
    private var vouchers: [VoucherPosition: TaxClass] = [:]

    /// Counts what was bought on some days, less what of it came back since, and what was issued
    /// on them.
    package init(of input: ReportInput, in span: Span = .all) {
        currency = input.programme.currency
        classes = Dictionary(
            input.programme.campaigns.map { ($0.number, $0.tax) },
            uniquingKeysWith: { first, _ in first })
        for voucher in input.vouchers where voucher.kind == .gift {
            let taxed = taxClass(of: voucher.campaign)
            vouchers[voucher.position] = taxed
            if voucher.currency == currency, span.contains(voucher.issuedOn) {
                sums[taxed, default: Sums()].issued.add(voucher.faceTogether)
            }
        }
        let purchases = Diary.entries(of: input.accepted.map { ($0.event, $0.decision) })
        var counted: Set<OperationID> = []
        for past in purchases where past.event.kind == .purchase {
            guard let basket = past.event.facts.basket, basket.currency == currency,
                span.contains(input.zone.day(at: past.event.occurredAt))
            else { continue }
            counted.insert(past.event.operation)
            count(past, basket)
        }
        // What a return put on a gift or a wallet again was not paid with it.
        for past in purchases where past.event.kind == .returned {
            guard let about = past.event.facts.about, counted.contains(about) else { continue }
            pay(past.decision.basket?.tenders ?? [], sign: -1)
        }
    }

    private mutating func count(_ past: PastEvent, _ basket: Basket) {
        for (index, line) in basket.lines.enumerated() {
            goods.add(line.price * (line.quantity - (past.returned[index] ?? 0)))
        }
        for reduction in past.decision.basket?.discounts ?? [] {
            for (index, share) in reduction.shares.enumerated() {
                let whole = Int128(max(1, basket.lines[index].quantity))
                let back = Int128(share) * Int128(past.returned[index] ?? 0) / whole
                sums[reduction.tax, default: Sums()].discounts.add(share - Int64(back))
            }
        }
        pay(past.decision.basket?.tenders ?? [], sign: 1)
    }

    private mutating func pay(_ tenders: [PricedBasket.Tender], sign: Int64) {
        for tender in tenders {
            switch tender {
            case .voucher(let gift, let amount):
                sums[vouchers[gift] ?? .multiPurpose, default: Sums()].paidWith.add(sign * amount)
            case .wallet(_, let amount):
                sums[.multiPurpose, default: Sums()].paidWith.add(sign * amount)
            case .other: break
            }
        }
    }

    // A gift that was sold is good for anything and pays like money.
    private func taxClass(of campaign: CampaignNumber?) -> TaxClass {
        campaign.flatMap { classes[$0] } ?? .multiPurpose
    }
}
