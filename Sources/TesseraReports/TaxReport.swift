import TesseraLoyalty
import TesseraModel

/// What is taxed of what was bought, given and paid with, by tax class, and the value added tax in
/// it at one rate.
///
/// - Source: F30.
package enum TaxReport {
    /// Whether prices hold the tax.
    package enum Prices: String, Hashable, Sendable, CaseIterable {
        /// They do, as on a shelf for consumers.
        case gross
        /// It is added to them.
        case net
    }

    /// Makes the report: a row for the goods and one for each tax class.
    ///
    /// - Parameters:
    ///   - figures: The amounts.
    ///   - input: The programme and the instant.
    ///   - rate: The tax in basis points, 1…10 000.
    ///   - prices: Whether prices hold the tax.
    ///   - span: The days that were counted.
    /// - Returns: The report; the tax of the total is reckoned from the total.
    package static func report(
        of figures: TaxFigures, in input: ReportInput, rate: Int, prices: Prices = .gross,
        span: Span = .all
    ) -> Report {
        let currency = input.programme.currency
        func row(_ name: String, _ amounts: [Int64?], taxed: Int64) -> [Cell] {
            let vat = tax(in: taxed, rate, prices)
            let all = [amounts, [taxed, prices == .gross ? taxed - vat : taxed, vat]]
            return [.text(name)] + all.joined().map { .money($0, in: currency) }
        }
        let classes = TaxClass.allCases.map { ($0, figures.sums[$0] ?? TaxFigures.Sums()) }
        let taxed = classes.map { amountTaxed($0, $1) }
        return Report(
            name: "tax", title: "What is taxed, by tax class", asOf: input.asOf,
            columns: [
                Column("tax_class", .text), Column("goods", .amount),
                Column("discounts", .amount), Column("paid_with", .amount),
                Column("issued", .amount), Column("taxed", .amount), Column("net", .amount),
                Column("vat", .amount),
            ],
            rows: [row("goods", [figures.goods, nil, nil, nil], taxed: figures.goods)]
                + zip(classes, taxed).map { known, taxed in
                    row(
                        known.0.rawValue,
                        [nil, known.1.discounts, known.1.paidWith, known.1.issued],
                        taxed: taxed)
                },
            totals: row(
                "total",
                [
                    figures.goods, classes.map(\.1.discounts).total(),
                    classes.map(\.1.paidWith).total(), classes.map(\.1.issued).total(),
                ], taxed: (taxed + [figures.goods]).total()),
            plot: Plot(
                .bars, title: "What is taxed, by tax class",
                description: "What the goods and each tax class add to what is taxed, or take"
                    + " from it.", labels: ["goods"] + TaxClass.allCases.map(\.rawValue),
                series: [Plot.Series("taxed", [figures.goods] + taxed)],
                digits: currency.exponent, unit: currency.code),
            notes: notes(rate, prices) + [span.text])
    }

    /// What a class adds to what is taxed.
    private static func amountTaxed(_ taxClass: TaxClass, _ sums: TaxFigures.Sums) -> Int64 {
        switch taxClass {
        case .singlePurpose: [sums.issued, -sums.discounts, -sums.paidWith].total()
        case .discount: [-sums.discounts, -sums.paidWith].total()
        case .multiPurpose, .none: 0
        }
    }

    private static func tax(in taxed: Int64, _ rate: Int, _ prices: Prices) -> Int64 {
        let whole = prices == .gross ? 10_000 + Int64(rate) : 10_000
        return rounded(taxed, by: whole, times: Int64(rate)) ?? 0
    }

    private static func notes(_ rate: Int, _ prices: Prices) -> [String] {
        [
            "The tax is \(decimalText(Int64(rate), digits: 2)) % "
                + (prices == .gross ? "and in the prices." : "and comes on top of the prices."),
            "Goods are what was bought and kept, before discounts; what came back since is taken"
                + " off the purchase.",
            "Single purpose is taxed when it is issued and not again when it is used. Discounts"
                + " lower what is taxed, and so do gifts that a campaign of this class gave."
                + " Multi purpose pays like money and changes nothing, whether issued or used;"
                + " so do wallets and gifts that were sold. None changes nothing either.",
            "Each row is rounded by itself, halves away from zero; the tax of the total is"
                + " reckoned from the total.",
            "One rate for all goods; what is in another currency than the programme's is left"
                + " out, and gifts that were stopped count as issued.",
        ]
    }
}
