import TesseraLoyalty
import TesseraModel
import Testing

struct EventFactsTests {
    private func facts(_ fill: (inout EventFacts) -> Void) -> EventFacts {
        var facts = EventFacts()
        fill(&facts)
        return facts
    }

    @Test(arguments: [
        (EventKind.purchase, "basket"), (.returned, "basket"), (.enrolment, "member"),
        (.referral, "member"), (.review, "member"), (.feedback, "score"), (.tradeIn, "amount"),
        (.title, "member"), (.goodwill, "amount"), (.casework, "about"), (.merge, "member"),
        (.date, "member"), (.inactivity, "member"),
    ])
    func `an event without what its kind needs says what is missing`(
        kind: EventKind, name: String
    ) {
        #expect(throws: LoyaltyError.missing(name, of: kind)) {
            try EventFacts().checked(for: kind, hasMember: false)
        }
    }

    @Test(arguments: [EventKind.visit, .complaint])
    func `somebody may come or complain without more`(kind: EventKind) throws {
        #expect(throws: Never.self) {
            try EventFacts().checked(for: kind, hasMember: false)
        }
    }

    @Test
    func `what a kind does not have is refused by its name`() throws {
        let scored = facts { $0.score = 3 }
        #expect(throws: LoyaltyError.unwanted("score", of: .visit)) {
            try scored.checked(for: .visit, hasMember: true)
        }
        let position = try #require(VoucherPosition(list: 1, slot: 1))
        let twice = facts { $0.vouchers = [position, position] }
        #expect(throws: LoyaltyError.unwanted("vouchers", of: .visit)) {
            try twice.checked(for: .visit, hasMember: true)
        }
    }

    @Test
    func `a score is from nothing to ten and an amount above nothing`() {
        #expect(throws: LoyaltyError.score(11)) {
            try facts { $0.score = 11 }.checked(for: .feedback, hasMember: false)
        }
        #expect(throws: LoyaltyError.score(-1)) {
            try facts { $0.score = -1 }.checked(for: .feedback, hasMember: false)
        }
        #expect(throws: Never.self) {
            try facts { $0.score = 10 }.checked(for: .feedback, hasMember: false)
        }
        #expect(throws: LoyaltyError.missing("amount", of: .goodwill)) {
            try facts { $0.amount = 0 }.checked(for: .goodwill, hasMember: false)
        }
        #expect(throws: LoyaltyError.overflow) {
            try facts { $0.amount = .max }.checked(for: .goodwill, hasMember: false)
        }
    }
}
