import TesseraLedger
import TesseraModel
import TesseraToken
import TesseraVerification

extension OfflineTill {
    /// How far a kit lets this till go with a voucher, and how far it went.
    ///
    /// - Source: L15.
    struct Room {
        let limits: OfflineLimits
        let currency: Currency
        let day: (money: Int64, uses: Int64)

        /// What may be taken beyond what was put aside; nothing of a card of another currency.
        func most(of standing: TillStanding) -> Int64 {
            guard case .gift(let face) = standing.token.terms else {
                return max(0, Int64(limits.usesPerDay) - day.uses)
            }
            guard face.currency == currency else { return 0 }
            return max(0, min(limits.perVoucher - standing.used, limits.perDay - day.money))
        }

        /// Refuses what goes further; what is asked is what goes beyond what was put aside.
        func check(_ asked: Int64, of standing: TillStanding) throws {
            guard asked > 0 else { return }
            guard case .gift(let face) = standing.token.terms else {
                guard day.uses + asked <= limits.usesPerDay else {
                    throw VerificationError.offlineLimit(
                        .perDay, limit: .uses(limits.usesPerDay), used: .uses(Int(day.uses)),
                        asked: .uses(Int(asked)))
                }
                return
            }
            guard face.currency == currency else {
                throw TillError.offlineCurrency(card: face.currency, limits: currency)
            }
            guard standing.used + asked <= limits.perVoucher else {
                throw VerificationError.offlineLimit(
                    .perVoucher, limit: money(limits.perVoucher), used: money(standing.used),
                    asked: money(asked))
            }
            guard day.money + asked <= limits.perDay else {
                throw VerificationError.offlineLimit(
                    .perDay, limit: money(limits.perDay), used: money(day.money),
                    asked: money(asked))
            }
        }

        private func money(_ minorUnits: Int64) -> VerificationError.OfflineAmount {
            .money(Money(minorUnits: minorUnits, currency: currency))
        }
    }

    /// How far the kit lets this till go at a time.
    func room(_ kit: Kit, at time: Timestamp) -> Room {
        Room(
            limits: kit.footing.limits, currency: kit.footing.currency,
            day: memory.use(on: kit.zone.day(at: time), in: kit.zone))
    }
}

extension Terms {
    /// An amount in the voucher's unit, as a limit's sentence has it.
    func offlineAmount(_ amount: Int64) -> VerificationError.OfflineAmount {
        if case .gift(let face) = self {
            .money(Money(minorUnits: amount, currency: face.currency))
        } else {
            .uses(Int(amount))
        }
    }
}
