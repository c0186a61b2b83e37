import TesseraModel

// The agreement and the limits in a kit's file.

extension KitPart {
    static func write(_ footing: KitFooting, to out: inout KitWriter) {
        out.number(footing.agreement == nil ? 0 : 1, 1)
        out.number(Int(footing.currency.numericCode), 2)
        let limits = footing.limits
        out.number(Int(limits.perVoucher), 8)
        out.number(Int(limits.perDay), 8)
        for number in [limits.usesPerDay, limits.freshHours, limits.kitHours] {
            out.number(number, 2)
        }
        guard let agreement = footing.agreement else { return }
        for day in [agreement.validity.first, agreement.validity.last] {
            out.number(day.number, 2)
        }
        out.number(agreement.acceptsGifts ? 1 : 0, 1)
        out.number(agreement.feeBasisPoints, 2)
        out.number(agreement.discountShareBasisPoints, 2)
        out.number(Int(agreement.usePrice), 8)
        out.number(number(agreement.period), 1)
        out.number(agreement.bearer == .issuer ? 1 : 2, 1)
        out.number(agreement.refunds == .restored ? 1 : 2, 1)
        out.number(agreement.campaigns == nil ? 0 : 1, 1)
        for campaign in agreement.campaigns ?? [] { out.number(Int(campaign), 4) }
    }

    static func footing(_ bytes: ArraySlice<UInt8>) throws(VerificationError) -> KitFooting {
        var reader = KitReader(bytes)
        let isAgreed = try reader.truth()
        let currency = try reader.currency()
        let perVoucher = Int64(try reader.signed(8))
        let perDay = Int64(try reader.signed(8))
        let usesPerDay = try reader.number(2)
        let freshHours = try reader.number(2)
        let kitHours = try reader.number(2)
        guard
            let limits = OfflineLimits(
                perVoucher: perVoucher, perDay: perDay, usesPerDay: usesPerDay,
                freshHours: freshHours, kitHours: kitHours)
        else { throw .kitDamaged }
        guard isAgreed else {
            try reader.finish()
            return .own(currency, limits)
        }
        let validity = try reader.days()
        let acceptsGifts = try reader.truth()
        let fee = try reader.number(2)
        let share = try reader.number(2)
        let usePrice = Int64(try reader.signed(8))
        let period = try period(try reader.number(1))
        let bearer = try reader.number(1)
        let refunds = try reader.number(1)
        let namesCampaigns = try reader.truth()
        var campaigns: [CampaignNumber] = []
        while !reader.isAtEnd { campaigns.append(CampaignNumber(try reader.number(4))) }
        let agreement = Agreement(
            campaigns: namesCampaigns ? campaigns : nil, acceptsGifts: acceptsGifts,
            validity: validity, currency: currency, feeBasisPoints: fee,
            discountShareBasisPoints: share, usePrice: usePrice, period: period,
            bearer: bearer == 1 ? .issuer : .acceptor,
            refunds: refunds == 1 ? .restored : .refused, limits: limits)
        // In order and none twice, or they would be a second spelling.
        guard agreement.isFit, (1...2).contains(bearer), (1...2).contains(refunds),
            agreement.campaigns ?? [] == campaigns
        else { throw .kitDamaged }
        return .agreed(agreement)
    }

    private static func number(_ period: Agreement.Period) -> Int {
        switch period {
        case .day: 1
        case .week: 2
        case .month: 3
        }
    }

    private static func period(_ number: Int) throws(VerificationError) -> Agreement.Period {
        switch number {
        case 1: .day
        case 2: .week
        case 3: .month
        default: throw .kitDamaged
        }
    }
}
