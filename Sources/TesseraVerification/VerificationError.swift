import TesseraModel
import TesseraToken

/// Why a token is not believed here and now.
///
/// The cases stand in the order in which the checks run; faults of the form come as
/// ``unreadable(_:)`` before the first of them and again after ``tagMismatch(_:)``.
///
/// - Source: T12, T13.
package enum VerificationError: ExplainedError {
    /// The text or, after a good tag, the layout is not a token's.
    case unreadable(TokenError)
    /// A training key meets a live till.
    case trainingKey(KeyID)
    /// No key of this till has the id.
    case unknownKey(KeyID)
    /// The key is made and not yet in use.
    case keyNotYetActive(KeyID)
    /// The key's last token has expired.
    case keyRetired(KeyID)
    /// Somebody else may have the key: only the ledger can decide.
    case keyCompromised(KeyID)
    /// The key signs other kinds.
    case keyKindMismatch(KeyID, TokenKind)
    /// The key signs for another audience.
    case keyAudienceMismatch(KeyID, Audience)
    /// The token is for shops of another audience.
    case wrongAudience(Audience)
    /// This screen expects something else.
    case wrongKind(TokenKind)
    /// The tag is not the key's.
    case tagMismatch(KeyID)
    /// The token's days are outside those of its key.
    case keyWindowMismatch(KeyID)
    /// The till's clock cannot be right.
    case clockImplausible(Timestamp)
    /// The first good day is still to come.
    case notYetValid(first: Day)
    /// The last good day is over.
    case expired(last: Day)
    /// The kit knows that the voucher was used up.
    case alreadyRedeemed
    /// The kit knows that the voucher was taken back.
    case revoked
    /// The kit knows that part of the value is gone, and not how much.
    case balanceCheckRequired
    /// The kit says nothing about the token's list.
    case unknownList(UInt16)
    /// The kit is too old to be trusted.
    case kitTooOld(expiredAt: Timestamp)
    /// The tag is good and the seal is not the issuer's.
    case forgedWithLeakedKey(KeyID)
    /// Too many typed codes were wrong at this till in this hour.
    case tooManyAttempts(limit: Int)
    /// The live code is not of this minute.
    case liveCodeStale
    /// A typed code cannot be checked with this kit.
    case typedCodeNeedsLedger
    /// The file is not a kit, or was changed or cut.
    case kitDamaged
    /// The kit was written by a later version of the program.
    case kitNewer(version: UInt8)

    package var code: String {
        switch self {
        case .unreadable(let error): error.code
        case .trainingKey: "training_key"
        case .unknownKey: "unknown_key"
        case .keyNotYetActive: "key_not_yet_active"
        case .keyRetired: "key_retired"
        case .keyCompromised: "key_compromised"
        case .keyKindMismatch: "key_kind_mismatch"
        case .keyAudienceMismatch: "key_audience_mismatch"
        case .wrongAudience: "wrong_audience"
        case .wrongKind: "wrong_kind"
        case .tagMismatch: "tag_mismatch"
        case .keyWindowMismatch: "key_window_mismatch"
        case .clockImplausible: "clock_implausible"
        case .notYetValid: "not_yet_valid"
        case .expired: "expired"
        case .alreadyRedeemed: "already_redeemed"
        case .revoked: "revoked"
        case .balanceCheckRequired: "balance_check_required"
        case .unknownList: "unknown_list"
        case .kitTooOld: "kit_too_old"
        case .forgedWithLeakedKey: "forged_with_leaked_key"
        case .tooManyAttempts: "too_many_attempts"
        case .liveCodeStale: "live_code_stale"
        case .typedCodeNeedsLedger: "typed_code_needs_ledger"
        case .kitDamaged: "kit_damaged"
        case .kitNewer: "kit_newer"
        }
    }

    package var kind: ErrorKind {
        switch self {
        // An issuer's fault that a good tag covers is not the scanner's to mend.
        case .unreadable(let error): error.kind
        case .trainingKey, .unknownKey, .keyKindMismatch, .keyAudienceMismatch, .tagMismatch,
            .keyWindowMismatch, .forgedWithLeakedKey:
            .notGenuine
        case .keyNotYetActive, .keyRetired, .keyCompromised, .wrongAudience, .wrongKind,
            .notYetValid, .expired, .alreadyRedeemed, .revoked, .balanceCheckRequired,
            .unknownList, .liveCodeStale:
            .refused
        case .tooManyAttempts: .notAllowed
        case .typedCodeNeedsLedger, .kitTooOld: .unavailable
        case .clockImplausible, .kitDamaged, .kitNewer: .misconfigured
        }
    }
}
