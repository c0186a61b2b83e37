import TesseraLedger
import TesseraModel

// Acceptors, devices, claims, settlements, operators and erasures as a journal has them.

extension Wish {
    /// Writes the wishes of acceptors and their devices.
    func writeParty(_ fields: inout FieldWriter) {
        switch self {
        case .agree(let terms):
            fields.put("acceptor", terms.id.text)
            fields.put("agreement", terms.agreement.json)
            fields.put("groups", .list(terms.groups.map { .text($0.text) }))
            fields.put("name", terms.name)
            fields.put("partner", CanonicalJSON.truth(terms.isPartner))
        case .endAgreement(let id, let reason):
            fields.put("acceptor", id.text)
            fields.put("reason", reason)
        case .pair(let device, let acceptor):
            fields.put("acceptor", acceptor.text)
            fields.put("device", device.text)
        case .revoke(let device, let reason):
            fields.put("device", device.text)
            fields.put("reason", reason)
        case .kit(let id): fields.put("acceptor", id.text)
        case .lease(_, let amount, let device, let milliseconds):
            fields.put("asked", amount)
            fields.put("device", device.text)
            fields.put("milliseconds", milliseconds)
        case .claim(let claim): fields.put("claim", claim.json)
        case .settle(let id, let totals):
            fields.put("acceptor", id.text)
            fields.put("totals", totals.json)
        case .dispute(let id, let amount, let about, let reason):
            fields.put("about", about?.text)
            fields.put("acceptor", id.text)
            fields.put("correction", amount.json)
            fields.put("reason", reason)
        case .appoint(let terms):
            fields.put("acceptor", terms.acceptor?.text)
            fields.put("appointed", terms.id.text)
            fields.put("role", terms.role.rawValue)
        case .dismiss(let id, let reason):
            fields.put("dismissed", id.text)
            fields.put("reason", reason)
        case .erase(let number, let card, let reason):
            fields.put("card", card.voucherText)
            fields.put("member", number.text)
            fields.put("reason", reason)
        default: break
        }
    }

    /// Reads the wishes of acceptors and their devices.
    init(partyOf fields: FieldReader, asked: VoucherPosition?) throws(RecordFault) {
        func acceptor() throws(RecordFault) -> ShopID {
            try fields.named("acceptor") { ShopID($0) }
        }
        func device() throws(RecordFault) -> TillID {
            try fields.named("device") { TillID($0) }
        }
        switch try fields.text("wish") {
        case "agree":
            self = .agree(
                AcceptorTerms(
                    id: try acceptor(), name: try fields.text("name"),
                    isPartner: try fields.truth("partner"),
                    groups: try fields.names("groups") { ShopID($0) },
                    agreement: try Agreement(fields: fields.object("agreement"))))
        case "end_agreement":
            self = .endAgreement(try acceptor(), reason: try fields.text("reason"))
        case "pair": self = .pair(try device(), acceptor: try acceptor())
        case "revoke": self = .revoke(try device(), reason: try fields.text("reason"))
        case "kit": self = .kit(try acceptor())
        case "claim":
            self = .claim(try Claim(fields: fields.object("claim"), voucher: asked))
        case "settle":
            self = .settle(
                try acceptor(), try SettlementTotals(fields: fields.object("totals")))
        case "dispute":
            self = .dispute(
                try acceptor(), amount: try fields.money("correction"),
                about: try fields.namedIfAny("about") { OperationID($0) },
                reason: try fields.text("reason"))
        case "appoint":
            self = .appoint(
                OperatorTerms(
                    id: try fields.named("appointed") { OperatorID($0) },
                    role: try fields.named("role") { OperatorRole(rawValue: $0) },
                    acceptor: try fields.namedIfAny("acceptor") { ShopID($0) }))
        case "erase":
            self = .erase(
                try fields.member("member"), card: try fields.position("card"),
                reason: try fields.text("reason"))
        case "dismiss":
            self = .dismiss(
                try fields.named("dismissed") { OperatorID($0) },
                reason: try fields.text("reason"))
        default: throw .field("wish")
        }
    }
}

extension Agreement {
    fileprivate var json: CanonicalJSON {
        .fields { fields in
            fields.put("bearer", bearer.rawValue)
            fields.put("campaigns", campaigns.map { .list($0.map { .integer(Int64($0)) }) })
            fields.put("currency", currency.code)
            fields.put("discount_share_basis_points", discountShareBasisPoints)
            fields.put("fee_basis_points", feeBasisPoints)
            fields.put("first_day", validity.first)
            fields.put("gifts", CanonicalJSON.truth(acceptsGifts))
            fields.put("last_day", validity.last)
            fields.put("limits", limits.json)
            fields.put("period", period.rawValue)
            fields.put("refunds", refunds.rawValue)
            fields.put("use_price", usePrice)
        }
    }

    fileprivate init(fields: FieldReader) throws(RecordFault) {
        let days = ValidityPeriod(
            first: try fields.day("first_day"), last: try fields.day("last_day"))
        guard let days else { throw .field("last_day") }
        var campaigns: [CampaignNumber]?
        if fields.has("campaigns") {
            campaigns = try fields.list("campaigns") { value throws(RecordFault) in
                guard case .integer(let number) = value, let campaign = UInt32(exactly: number)
                else { throw .field("campaigns") }
                return campaign
            }
        }
        self.init(
            campaigns: campaigns, acceptsGifts: try fields.truth("gifts"), validity: days,
            currency: try fields.named("currency") { Currency(code: $0) },
            feeBasisPoints: try fields.number("fee_basis_points"),
            discountShareBasisPoints: try fields.number("discount_share_basis_points"),
            usePrice: try fields.integer("use_price"),
            period: try fields.named("period") { Period(rawValue: $0) },
            bearer: try fields.named("bearer") { Bearer(rawValue: $0) },
            refunds: try fields.named("refunds") { Refunds(rawValue: $0) },
            limits: try OfflineLimits(fields: fields.object("limits")))
    }
}

extension OfflineLimits {
    fileprivate var json: CanonicalJSON {
        .fields { fields in
            fields.put("fresh_hours", freshHours)
            fields.put("kit_hours", kitHours)
            fields.put("per_day", perDay)
            fields.put("per_voucher", perVoucher)
            fields.put("uses_per_day", usesPerDay)
        }
    }

    fileprivate init(fields: FieldReader) throws(RecordFault) {
        let limits = OfflineLimits(
            perVoucher: try fields.integer("per_voucher"),
            perDay: try fields.integer("per_day"),
            usesPerDay: try fields.number("uses_per_day"),
            freshHours: try fields.number("fresh_hours"),
            kitHours: try fields.number("kit_hours"))
        guard let limits else { throw .field("limits") }
        self = limits
    }
}

extension SettlementTotals {
    fileprivate var json: CanonicalJSON {
        .fields { fields in
            fields.put("currencies", .list(currencies.map(\.json)))
            fields.put("first", first)
            fields.put("last", last)
            fields.put("uses", .list(uses.map(\.json)))
        }
    }

    fileprivate init(fields: FieldReader) throws(RecordFault) {
        self.init(
            first: try fields.integer("first"), last: try fields.integer("last"),
            currencies: try fields.list("currencies", of: CurrencyTotal.init(json:)),
            uses: try fields.list("uses", of: CampaignUses.init(json:)))
    }
}

extension SettlementTotals.CampaignUses {
    fileprivate var json: CanonicalJSON {
        .fields { fields in
            fields.put("campaign", campaign)
            fields.put("count", count)
        }
    }

    fileprivate init(json: CanonicalJSON) throws(RecordFault) {
        let fields = try FieldReader(json, named: "uses")
        self.init(
            campaign: try fields.number("campaign"), count: try fields.integer("count"))
    }
}

extension CurrencyTotal {
    fileprivate var json: CanonicalJSON {
        .fields { fields in
            fields.put("currency", currency.code)
            fields.put("disputed", disputed)
            fields.put("fee", fee)
            fields.put("honoured", honoured)
            fields.put("lost_by_acceptor", lostByAcceptor)
            fields.put("lost_by_issuer", lostByIssuer)
            fields.put("reimbursed", reimbursed)
            fields.put("returned", returned)
        }
    }

    fileprivate init(json: CanonicalJSON) throws(RecordFault) {
        let fields = try FieldReader(json, named: "currencies")
        self.init(currency: try fields.named("currency") { Currency(code: $0) })
        disputed = try fields.integer("disputed")
        fee = try fields.integer("fee")
        honoured = try fields.integer("honoured")
        lostByAcceptor = try fields.integer("lost_by_acceptor")
        lostByIssuer = try fields.integer("lost_by_issuer")
        reimbursed = try fields.integer("reimbursed")
        returned = try fields.integer("returned")
    }
}
