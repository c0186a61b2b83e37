import TesseraConfiguration
import TesseraLoyalty
import TesseraModel
import Testing

/// Figures and the numbers they are compared with, from their words to the exact value.
struct ProgrammeFigureTests {
    private static func scope(
        _ categories: [String] = [], items: [String] = [], besides: [String] = [],
        isFees: Bool = false
    ) -> Scope {
        Scope(categories: categories, items: items, besides: besides, isFees: isFees)
    }

    private static let bought = Set([EventKind.purchase])

    private static let comparisons: [(String, Metric, Comparison, Int64)] = [
        ("basket total >= 30.00", .basketTotal(.goods), .atLeast, 3_000),
        ("basket total of goods > 30", .basketTotal(.goods), .above, 3_000),
        (
            "basket total of drinks and pastry >= 0.5", .basketTotal(scope(["drinks", "pastry"])),
            .atLeast, 50
        ),
        (
            "basket paid of item latte < 1,250.00", .basketPaid(scope(items: ["latte"])), .below,
            125_000
        ),
        (
            "basket paid of item latte and item 'flat white' = 1",
            .basketPaid(scope(items: ["latte", "flat white"])), .equal, 100
        ),
        ("basket total of fees > 0", .basketTotal(scope(isFees: true)), .above, 0),
        (
            "basket total of fees of delivery > 0", .basketTotal(scope(["delivery"], isFees: true)),
            .above, 0
        ),
        (
            "basket quantity of goods except tea or juice >= 2",
            .basketQuantity(scope(besides: ["tea", "juice"])), .atLeast, 2
        ),
        ("basket quantity<=2", .basketQuantity(.goods), .atMost, 2),
        ("amount >= 80.00", .amount, .atLeast, 8_000),
        ("score >= 9", .score, .atLeast, 9),
        ("count of purchases >= 5", .count(EventFilter(kinds: bought), days: nil), .atLeast, 5),
        (
            "count of purchase of coffee within 90 days = 0",
            .count(EventFilter(kinds: bought, scope: scope(["coffee"])), days: 90), .equal, 0
        ),
        (
            "count of trade_ins or visits within 1 day >= 1",
            .count(EventFilter(kinds: [.tradeIn, .visit]), days: 1), .atLeast, 1
        ),
        ("quantity >= 10", .quantity(EventFilter(kinds: bought), days: nil), .atLeast, 10),
        (
            "quantity of drinks within 30 days >= 10",
            .quantity(EventFilter(kinds: bought, scope: scope(["drinks"])), days: 30), .atLeast, 10
        ),
        (
            "spend within 365 days >= 500.00", .spend(EventFilter(kinds: bought), days: 365),
            .atLeast, 50_000
        ),
        (
            "spend on drinks >= 500",
            .spend(EventFilter(kinds: bought, scope: scope(["drinks"])), days: nil), .atLeast,
            50_000
        ),
        ("days since purchase > 30", .daysSince(EventFilter(kinds: bought)), .above, 30),
        (
            "days since returns of coffee > 30",
            .daysSince(EventFilter(kinds: [.returned], scope: scope(["coffee"]))), .above, 30
        ),
        ("days since it <= 14", .daysSinceAbout, .atMost, 14),
        ("days since joining < 365", .daysSinceJoining, .below, 365),
        (
            "lateness for visit or purchase at least 30 days >= 300 %",
            .lateness(EventFilter(kinds: [.visit, .purchase]), floorDays: 30), .atLeast, 300
        ),
        (
            "lateness for visit > 100 %", .lateness(EventFilter(kinds: [.visit]), floorDays: 1),
            .above, 100
        ),
        ("balance of stamps >= 9", .balance(asset: "stamps"), .atLeast, 9),
        ("balance of wallet < -2.5", .balance(asset: "wallet"), .below, -250),
    ]

    @Test(arguments: comparisons)
    func `a figure and a number in its unit give exactly this comparison`(
        text: String, metric: Metric, comparison: Comparison, number: Int64
    ) throws {
        #expect(
            try ProgrammeSample.condition(text) == .compare(metric, comparison, number))
    }

    @Test func `amounts have the decimals of the programme's currency`() throws {
        #expect(
            try ProgrammeSample.condition("basket total >= 200.000", currency: "VND")
                == .compare(.basketTotal(.goods), .atLeast, 200_000))
        #expect(
            try ProgrammeSample.condition("basket total >= 2000", currency: "JPY")
                == .compare(.basketTotal(.goods), .atLeast, 2_000))
        #expect(
            try ProgrammeSample.condition("basket total >= 1.234", currency: "KWD")
                == .compare(.basketTotal(.goods), .atLeast, 1_234))
    }
}
