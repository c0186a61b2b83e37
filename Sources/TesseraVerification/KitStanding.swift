import TesseraModel
import TesseraToken

extension Kit {
    /// What a kit knows beyond the keys, ready to be asked for every token.
    ///
    /// - Source: T12 (steps 12 to 14).
    package final class Standing: Sendable {
        private let issuedAt: Timestamp
        private let expiresAt: Timestamp
        private let agreement: Agreement?
        private let campaigns: [CampaignText]
        // In order of position.
        private let leases: [Lease]
        private let status: StatusMap

        /// What is known from one time to another.
        ///
        /// - Parameters:
        ///   - issuedAt: When the kit was made.
        ///   - expiresAt: From when on it is not trusted.
        ///   - status: What is known about single vouchers.
        ///   - agreement: What is accepted; `nil` for everything.
        ///   - campaigns: The terms of campaigns.
        ///   - leases: What is put aside for this till, in order of position.
        package init(
            issuedAt: Timestamp, expiresAt: Timestamp, status: StatusMap,
            agreement: Agreement? = nil, campaigns: [CampaignText] = [], leases: [Lease] = []
        ) {
            self.issuedAt = issuedAt
            self.expiresAt = expiresAt
            self.status = status
            self.agreement = agreement
            self.campaigns = campaigns
            self.leases = leases
        }

        convenience init(of kit: Kit) {
            self.init(
                issuedAt: kit.edition.issuedAt, expiresAt: kit.edition.expiresAt,
                status: kit.status, agreement: kit.footing.agreement, campaigns: kit.campaigns,
                leases: kit.leases)
        }

        /// A clock that is before the kit itself was made is wrong.
        func admits(_ time: Timestamp) -> Bool {
            time.milliseconds >= issuedAt.milliseconds - Verifier.clockTolerance
        }

        /// Steps 12 to 14: whether it is accepted here, the status of the slot, the kit's age.
        func check(
            _ token: Token, at time: Timestamp, _ zone: IssuerZone
        ) throws(VerificationError) {
            if let agreement { try checkAccepted(token, at: time, zone, agreement) }
            if case .entitlement(let right) = token.terms { try checkTerms(right) }
            switch status[token.position] {
            case .open: break
            case .none: throw .unknownList(token.position.list)
            case .revoked: throw .revoked
            case .spent: throw .alreadyRedeemed
            case .partlySpent:
                guard isLeased(token.position, at: time) else { throw .balanceCheckRequired }
            }
            guard time.milliseconds < expiresAt.milliseconds else {
                throw .kitTooOld(expiredAt: expiresAt)
            }
        }

        private func checkAccepted(
            _ token: Token, at time: Timestamp, _ zone: IssuerZone, _ agreement: Agreement
        ) throws(VerificationError) {
            if !agreement.accepts(token.terms) {
                switch token.terms {
                case .member, .gift: throw .notAcceptedHere(.gifts)
                case .discount(let discount):
                    throw .notAcceptedHere(.campaign(discount.campaign))
                case .entitlement(let right): throw .notAcceptedHere(.campaign(right.campaign))
                }
            }
            let days = agreement.validity
            if days.holdsEverywhere(at: time) { return }
            let tolerance = Verifier.clockTolerance
            let (earliest, latest) = zone.days(
                from: time.advanced(byMilliseconds: -tolerance),
                to: time.advanced(byMilliseconds: tolerance))
            guard days.first <= latest, earliest <= days.last else {
                throw .notAcceptedHere(.outside(days))
            }
        }

        /// Terms that the kit has must be those that the voucher was issued with.
        private func checkTerms(_ right: Entitlement) throws(VerificationError) {
            var isKnown = false
            for index in campaigns.indices where campaigns[index].campaign == right.campaign {
                if campaigns[index].digest == right.termsDigest { return }
                isKnown = true
            }
            guard !isKnown else { throw .termsMismatch(right.campaign) }
        }

        private func isLeased(_ position: VoucherPosition, at time: Timestamp) -> Bool {
            var (low, high) = (0, leases.count)
            while low < high {
                let middle = (low + high) / 2
                if leases[middle].position.number < position.number {
                    low = middle + 1
                } else {
                    high = middle
                }
            }
            return low < leases.count && leases[low].position == position
                && time.milliseconds < leases[low].until.milliseconds
        }
    }
}
