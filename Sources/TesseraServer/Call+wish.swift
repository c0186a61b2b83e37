import TesseraAnswers
import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations

extension VoucherWish {
    /// The fields of a body that describes equal vouchers.
    static func fields(countUpTo most: Int64) -> [Shape.Field] {
        [
            .required("kind", .word(["gift", "discount", "entitlement"])),
            .optional("count", .integer(1...most), "How many; one if left away."),
            .optional("amount", .named("money"), "What each gift card holds."),
            .optional("campaign", .integer(1...65_535), "Who pays a discount, an entitlement."),
            .optional("percent", .integer(1...10_000), "In basis points: 1500 is 15 %."),
            .optional("off", .named("money"), "A fixed amount off."),
            .optional("minimum", .named("money"), "The least a basket must cost."),
            .optional("cap", .named("money"), "The most that a percentage takes off."),
            .optional("uses", .integer(1...65_535), "How often each; once if left away."),
            .optional(
                "terms", .text(upTo: 65_536), "An entitlement's terms; it carries their digest."),
            .optional("first_day", .day, "The first good day; today if left away."),
            .optional("last_day", .day, "The last good day; as the settings say if left away."),
            .optional("when_sold", .flag, "Worth nothing until each is sold."),
            .optional("label", .text(upTo: 100), "A word for people; nothing personal."),
            .optional("for", .name, "The partner or group that accepts them; our shops if not."),
        ]
    }
}

extension Call {
    /// The vouchers that the body describes.
    ///
    /// - Throws: ``RequestError/unfit(at:wanted:)`` for what is missing or does not go together;
    ///   ``ModelError/period(first:last:)``.
    func wish() throws -> VoucherWish {
        let kind = text("kind")
        try refuseStrangers(to: kind)
        let terms: Terms =
            switch kind {
            case "gift": .gift(try demandedMoney("amount"))
            case "discount": .discount(try discount())
            default: .entitlement(try entitlement())
            }
        return VoucherWish(
            terms: terms, uses: Int(body["uses"]?.integer ?? 1),
            validity: try period(of: terms.kind), count: Int(body["count"]?.integer ?? 1),
            activation: body["when_sold"]?.bool == true ? .whenSold : .atIssue,
            label: try label(),
            acceptor: try field("for", as: "a partner's or group's id") { ShopID($0) })
    }

    private func label() throws(RequestError) -> String {
        let label = body["label"]?.string ?? ""
        guard label.isOneLine else { throw .unfit(at: "/label", wanted: "one line") }
        return label
    }

    // A field of another kind was meant for something, and would be lost without a word.
    private func refuseStrangers(to kind: String) throws(RequestError) {
        let own: Set<String> =
            switch kind {
            case "gift": ["amount"]
            case "discount": ["campaign", "percent", "off", "minimum", "cap", "uses"]
            default: ["campaign", "uses", "terms"]
            }
        let all = ["amount", "campaign", "percent", "off", "minimum", "cap", "uses", "terms"]
        if let stranger = all.first(where: { body[$0] != nil && !own.contains($0) }) {
            throw .unfit(at: "/\(stranger)", wanted: "nothing for a voucher of kind \(kind)")
        }
    }

    private func campaign() throws(RequestError) -> CampaignNumber {
        guard let number = body["campaign"]?.integer, let campaign = CampaignNumber(exactly: number)
        else { throw .unfit(at: "/campaign", wanted: "a campaign's number") }
        return campaign
    }

    private func discount() throws(RequestError) -> Discount {
        let currency = counter.settings.currency
        let (percent, off) = (body["percent"]?.integer, try money("off"))
        let minimum = try units("minimum", in: off?.currency ?? currency)
        switch (percent, off) {
        case (let percent?, nil):
            return Discount(
                campaign: try campaign(), reduction: .percent(basisPoints: UInt16(percent)),
                currency: currency, minimumSpend: minimum, cap: try units("cap", in: currency))
        case (nil, let off?):
            guard body["cap"] == nil else {
                throw .unfit(at: "/cap", wanted: "nothing besides a fixed amount")
            }
            return Discount(
                campaign: try campaign(), reduction: .amount(minorUnits: off.minorUnits),
                currency: off.currency, minimumSpend: minimum, cap: 0)
        default: throw .unfit(at: "/percent", wanted: "either percent or off")
        }
    }

    private func units(_ name: String, in currency: Currency) throws(RequestError) -> Int64 {
        guard let money = try money(name) else { return 0 }
        guard money.currency == currency else {
            throw .unfit(at: "/\(name)/currency", wanted: currency.code)
        }
        return money.minorUnits
    }

    private func entitlement() throws(RequestError) -> Entitlement {
        guard let terms = body["terms"]?.string else {
            throw .unfit(at: "/terms", wanted: "the terms' text")
        }
        let digest = Digest.sha256(Array(terms.utf8)).prefix(6)
        return Entitlement(
            campaign: try campaign(), uses: UInt16(body["uses"]?.integer ?? 1),
            termsDigest: digest.reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }

    /// The days that the body names, what is left away as the settings say.
    ///
    /// - Throws: ``RequestError``; ``ModelError/period(first:last:)``.
    func period(of kind: TokenKind) throws -> ValidityPeriod {
        let first = try field("first_day", as: "a day", { Day(text: $0) }) ?? today
        let last =
            try field("last_day", as: "a day", { Day(text: $0) })
            ?? counter.settings.validity.lastDay(of: kind, from: first)
        guard let period = ValidityPeriod(first: first, last: last) else {
            throw ModelError.period(first: first, last: last)
        }
        return period
    }
}
