import ArgumentParser
import TesseraOperations
import TesseraReports

/// `tessera report tax`: what is taxed, by tax class.
struct ReportTaxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tax",
        abstract: "What is taxed, by tax class, and the value added tax in it at one rate.",
        discussion: """
            A programme says for each campaign how what it gives is taxed. This is a help for \
            whoever does the books, not advice on tax.
            """)

    @Option(
        name: .long, help: ArgumentHelp("The tax in percent, 10 or 8.1.", valueName: "percent"))
    var vat: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Whether prices hold the tax: gross if they do, net if it comes on top.",
            valueName: "what"))
    var prices = TaxReport.Prices.gross

    @OptionGroup var days: SpanOptions
    @OptionGroup var output: ReportOptions

    mutating func run() throws {
        let span = try days.span
        let rate = Int(try Percentage.basisPoints(vat))
        try output.report(.tax(rate: rate, prices: prices, in: span))
    }
}

extension TaxReport.Prices: ExpressibleByArgument {}
