import TesseraClaims
import TesseraLedger
import TesseraModel
import TesseraToken
import TesseraVerification

/// What kit and log together say of a voucher.
struct TillStanding {
    let token: Token
    /// What it held when new.
    let faceValue: Int64
    /// What is left of it, as far as this till knows.
    let left: Int64
    /// What is left of what was put aside for this till.
    let leaseLeft: Int64
    /// What was put aside for this till.
    let lease: Int64
    /// What this till took of it without a network, beyond what was put aside.
    let used: Int64
    /// Whether others took some, so that only what was put aside may be taken.
    let isLeaseOnly: Bool
    /// This till's latest use of it.
    let lastUse: Use?

    /// The voucher as the ledger's rules look at it; the kit has decided about its days.
    func state(today: Day, leaseOnly: Bool) -> VoucherState {
        VoucherState(
            position: token.position, batch: BatchID(1), terms: token.terms,
            validity: token.validity, standing: .active, faceValue: faceValue,
            balance: leaseOnly ? leaseLeft : left, lastUse: lastUse)
    }
}

extension OfflineTill {
    /// A code that is believed here and now, and what is left of it.
    func standing(
        of text: String, expecting expected: KindSet, at time: Timestamp
    ) throws -> (standing: TillStanding, body: TokenBody) {
        guard let kit, let verifier else { throw TillError.noKit }
        let unverified = try OfflineTill.unverified(text)
        do throws(VerificationError) {
            let token = try verifier.verify(unverified, at: time, expecting: expected).token
            let suite = verifier.ring[token.keyID]?.record.suite ?? .hmac
            return (
                standing(of: token, kit, at: time), try OfflineTill.body(unverified, suite)
            )
        } catch {
            if let use = ownUse(of: unverified, refused: error, kit, at: time, expected) {
                throw LedgerError.alreadyRedeemed(use)
            }
            throw error
        }
    }

    /// Reads a scanned text; a live code by its token, for its minute takes a leaf that no kit has.
    static func unverified(_ text: String) throws(VerificationError) -> UnverifiedToken {
        guard !TypedCode.looksTyped(text) else { throw .typedCodeNeedsLedger }
        do throws(TokenError) {
            let bytes = Array((try LiveCode(text)?.token ?? text).utf8)
            return try UnverifiedToken(scanned: bytes.span)
        } catch { throw .unreadable(error) }
    }

    private static func body(
        _ unverified: UnverifiedToken, _ suite: Suite
    ) throws(VerificationError) -> TokenBody {
        do throws(TokenError) {
            return try TokenBody(unverified.body(suite: suite))
        } catch { throw .unreadable(error) }
    }

    /// This till's own use of a voucher that the kit refuses: it comes before what the kit knows.
    ///
    /// - Source: T12 (step 13).
    private func ownUse(
        of unverified: UnverifiedToken, refused error: VerificationError, _ kit: Kit,
        at time: Timestamp, _ expected: KindSet
    ) -> Use? {
        switch error {
        case .alreadyRedeemed, .revoked, .balanceCheckRequired, .unknownList, .kitTooOld: break
        default: return nil
        }
        guard
            let token = try? plainVerifier?.verify(unverified, at: time, expecting: expected).token
        else { return nil }
        let standing = standing(of: token, kit, at: time)
        if case .alreadyRedeemed = error { return standing.lastUse }
        return standing.used > 0 && standing.left == 0 ? standing.lastUse : nil
    }

    func standing(of token: Token, _ kit: Kit, at time: Timestamp) -> TillStanding {
        let position = token.position
        let face: Int64 =
            switch token.terms {
            case .member: 0
            case .gift(let money): money.minorUnits
            case .entitlement(let right): Int64(right.uses)
            case .discount: max(1, kit.batches[position]?.promise.faceValue ?? 1)
            }
        let use = memory.use(of: position, beyond: reflected)
        let lease = kit.lease(at: position, time: time)?.amount ?? 0
        return TillStanding(
            token: token, faceValue: face, left: max(0, face - use.taken),
            leaseLeft: max(0, min(lease - use.leased, face - use.taken)), lease: lease,
            used: use.taken - use.leased, isLeaseOnly: kit.status[position] == .partlySpent,
            lastUse: memory.lastUse(of: position).map {
                Use(
                    time: $0.time, shop: pairing.acceptor, till: pairing.device,
                    operator: $0.operator)
            })
    }
}
