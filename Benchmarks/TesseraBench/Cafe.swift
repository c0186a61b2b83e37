import TesseraConfiguration
import TesseraLoyalty
import TesseraModel
import TesseraTestSupport

/// A café with an ordinary programme: points that come due later and expire, levels, a birthday, a
/// win-back, a word for less. What happens there is the same in every run.
enum Cafe {
    static let yaml = """
        programme: cafe
        assets:
          points: { pending_days: 14, good_for: 12 months }
        tiers:
          level:
            measure: quantity of drinks
            levels: { new: 0, regular: 10, friend: 25 }
        policy:
          offers: 2 in 7 days
        campaigns:
          points:
            number: 1
            title: One point per euro
            terms: One point for each whole euro paid.
            rules:
              - id: earn
                on: purchase
                if: member
                then:
                  - { credit: points, units: 1, per: 1.00, of: basket paid }
          level:
            number: 2
            title: Less for regulars
            terms: 5 % off drinks from ten drinks on, 10 % from 25 on.
            group: level
            rules:
              - id: regular
                on: purchase
                if: tier level is regular
                then:
                  - percent: 5
                    on: drinks
              - id: friend
                on: purchase
                if: tier level is friend
                then:
                  - percent: 10
                    on: drinks
          birthday:
            number: 3
            title: A cake for your birthday
            terms: A piece of cake within 14 days of your birthday.
            rules:
              - id: cake
                when: birthday at 09:00
                offer: yes
                then:
                  - issue: { right: 1 use, good_for: 14 days, bound: yes, label: Birthday cake }
          win-back:
            number: 4
            title: We miss you
            terms: €5 off a basket of €10 or more, within 14 days.
            hold_out: 10 %
            rules:
              - id: offer
                when: 300 % late for purchase, at least 30 days, at 10:00
                limits: 1 per member in any 180 days
                offer: yes
                then:
                  - issue: { amount: 5.00, minimum: 10.00, good_for: 14 days, bound: yes }
          summer:
            number: 5
            title: Summer 15 %
            terms: 15 % off with the word SUMMER, once per member, from €30 on, €12 at most.
            rules:
              - id: code
                on: purchase
                asked: yes
                if: [member, code SUMMER, basket total >= 30.00]
                limits: [1 per member, 100 per day]
                then:
                  - percent: 15
                    cap: 12.00
        """

    /// The programme.
    static func programme(_ shop: Shop) throws -> Programme {
        try Programme(
            yaml: yaml, file: "cafe.yaml", version: 1, currency: Sample.euro,
            assets: shop.settings.assets)
    }

    /// What somebody buys: one to three lines of drinks, food and beans.
    static func basket(_ random: inout SeededRandom) -> Basket {
        let lines = (0..<Int.random(in: 1...3, using: &random)).map { _ in
            let category = ["drinks", "food", "beans"].randomElement(using: &random) ?? "food"
            return BasketLine(
                item: "\(category)-\(Int.random(in: 1...20, using: &random))",
                category: category, quantity: Int64.random(in: 1...2, using: &random),
                price: Int64.random(in: 150..<1_500, using: &random))
        }
        return Basket(currency: Sample.euro, lines: lines)
    }
}
