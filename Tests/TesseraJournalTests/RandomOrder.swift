import TesseraLedger
import TesseraModel
import TesseraTestSupport

extension RandomOperation {
    mutating func order() -> BatchOrder {
        BatchOrder(
            terms: terms(), uses: int(0...65_535), validity: Sample.twoYears,
            keyID: KeyID(UInt16(int(0...65_535))), audience: Audience(UInt16(int(0...65_535))),
            count: int(1...1_000_000), salt: UInt64(int(0...Int.max)) << 1,
            activation: bool() ? .atIssue : .whenSold, label: text(), holder: maybe(member()),
            programme: maybe(int(1...99)))
    }

    mutating func terms() -> Terms {
        switch int(0...4) {
        case 0: .member(member(), tier: UInt8(int(0...255)))
        case 1: .gift(money())
        case 2, 3:
            .discount(
                Discount(
                    campaign: UInt32(int(0...Int(UInt32.max))),
                    reduction: bool()
                        ? .percent(basisPoints: UInt16(int(0...10_000)))
                        : .amount(minorUnits: amount()), currency: currency(),
                    minimumSpend: amount(), cap: amount()))
        default:
            .entitlement(
                Entitlement(
                    campaign: 9, uses: UInt16(int(0...65_535)),
                    termsDigest: UInt64(int(0...0xFFFF_FFFF_FFFF))))
        }
    }

    mutating func transfer() -> Transfer {
        let asset: Account.Asset =
            switch int(0...2) {
            case 0: .currency(currency())
            case 1: .uses
            default: .named("points")
            }
        let owners: [Account.Owner] = [
            .issuer, .shop(Sample.market), .campaign(UInt32(int(1...99))), .member(member()),
        ]
        let purposes: [Account.Purpose] = [
            .sale, .budget, .liability, .clearing, .expense, .holder, .breakage, .loss, .payable,
            .fee,
        ]
        let debit = int(0...9)
        return Transfer(
            debit: Account(owner: owners[int(0...3)], asset: asset, purpose: purposes[debit]),
            credit: Account(
                owner: owners[int(0...3)], asset: asset,
                purpose: purposes[(debit + int(1...9)) % 10]), amount: amount())
    }
}
