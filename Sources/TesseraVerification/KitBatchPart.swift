import TesseraModel

// The batches in a kit's file. A run says how far it is from the one before, how long it is and
// which promise it has; a promise stands behind the first run that has it. Nothing is counted in
// advance, so that what is issued later is added at the end and changes nothing before it.

extension BatchTable {
    func write(to out: inout KitWriter) {
        var (next, seen) = (0, 0)
        for run in runs {
            out.varint(run.start - next)
            out.varint(run.count)
            out.varint(run.promise)
            if run.promise == seen {
                BatchTable.write(promises[seen], to: &out)
                seen += 1
            }
            next = run.end
        }
    }

    /// Reads batches; anything that is not written exactly so is refused.
    init(written bytes: ArraySlice<UInt8>) throws(VerificationError) {
        var reader = KitReader(bytes)
        var promises: [KitPromise] = []
        var known: Set<KitPromise> = []
        var runs: [Run] = []
        while !reader.isAtEnd {
            let gap = try reader.varint()
            let start = (runs.last?.end ?? 0) + gap
            let count = try reader.varint()
            let promise = try reader.varint()
            guard count >= 1, start + count <= VoucherPosition.positionCount,
                promise <= promises.count
            else { throw .kitDamaged }
            // Neighbours of one promise would be one run.
            if let last = runs.last, gap == 0, last.promise == promise { throw .kitDamaged }
            if promise == promises.count {
                let news = try BatchTable.promise(&reader)
                guard known.insert(news).inserted else { throw .kitDamaged }
                promises.append(news)
            }
            runs.append(Run(start: start, count: count, promise: promise))
        }
        self.init(promises: promises, runs: runs)
    }

    private static func write(_ promise: KitPromise, to out: inout KitWriter) {
        guard case .vouchers(let terms, let uses, let days) = promise else {
            out.number(Int(TokenKind.member.rawValue), 1)
            return
        }
        out.number(Int(terms.kind.rawValue), 1)
        out.number(days.first.number, 2)
        out.number(days.last.number, 2)
        out.varint(uses)
        switch terms {
        case .member: preconditionFailure("A kit says nothing about members.")
        case .gift(let money):
            out.varint(Int(money.minorUnits))
            out.number(Int(money.currency.numericCode), 2)
        case .discount(let discount):
            out.varint(Int(discount.campaign))
            switch discount.reduction {
            case .percent(let basisPoints):
                out.number(1, 1)
                out.varint(Int(basisPoints))
            case .amount(let minorUnits):
                out.number(2, 1)
                out.varint(Int(minorUnits))
            }
            out.number(Int(discount.currency.numericCode), 2)
            out.varint(Int(discount.minimumSpend))
            out.varint(Int(discount.cap))
        case .entitlement(let right):
            out.varint(Int(right.campaign))
            out.varint(Int(right.uses))
            out.number(Int(right.termsDigest), 6)
        }
    }

    private static func promise(
        _ reader: inout KitReader
    ) throws(VerificationError) -> KitPromise {
        let kind = TokenKind(rawValue: UInt8(try reader.number(1)))
        guard let kind else { throw .kitDamaged }
        guard kind != .member else { return .members }
        let days = try reader.days()
        let uses = try number(in: kind == .gift ? 0...0 : 1...65_535, &reader)
        let amounts = 1...Int(AmountText.largestMinorUnits)
        let terms: Terms
        switch kind {
        case .member, .gift:
            let amount = try number(in: amounts, &reader)
            terms = .gift(Money(minorUnits: Int64(amount), currency: try reader.currency()))
        case .discount: terms = .discount(try discount(&reader))
        case .entitlement:
            let campaign = try number(in: 1...Int(CampaignNumber.max), &reader)
            let uses = try number(in: 1...65_535, &reader)
            terms = .entitlement(
                Entitlement(
                    campaign: CampaignNumber(campaign), uses: UInt16(uses),
                    termsDigest: UInt64(try reader.number(6))))
        }
        return .vouchers(terms, uses: uses, days)
    }

    private static func discount(
        _ reader: inout KitReader
    ) throws(VerificationError) -> Discount {
        let largest = Int(AmountText.largestMinorUnits)
        let campaign = try number(in: 1...Int(CampaignNumber.max), &reader)
        let reduction: Discount.Reduction
        switch try reader.number(1) {
        case 1: reduction = .percent(basisPoints: UInt16(try number(in: 1...10_000, &reader)))
        case 2: reduction = .amount(minorUnits: Int64(try number(in: 1...largest, &reader)))
        default: throw .kitDamaged
        }
        let currency = try reader.currency()
        let minimum = try number(in: 0...largest, &reader)
        let cap = try number(in: 0...largest, &reader)
        return Discount(
            campaign: CampaignNumber(campaign), reduction: reduction, currency: currency,
            minimumSpend: Int64(minimum), cap: Int64(cap))
    }

    private static func number(
        in range: ClosedRange<Int>, _ reader: inout KitReader
    ) throws(VerificationError) -> Int {
        let number = try reader.varint()
        guard range.contains(number) else { throw .kitDamaged }
        return number
    }
}
