import TesseraCrypto
import TesseraModel
import TesseraToken

/// Why a token is not believed here and now, or a kit not taken.
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
    /// The agreement with this acceptor does not cover it.
    case notAcceptedHere(Unaccepted)
    /// The kit has other terms for the campaign than the voucher was issued with.
    case termsMismatch(CampaignNumber)
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
    /// It would go further than this till may go without a network.
    case offlineLimit(OfflineBound, limit: OfflineAmount, used: OfflineAmount, asked: OfflineAmount)
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
    /// The kit is whole, and the issuer whose key is pinned did not sign it.
    case kitNotGenuine
    /// The kit was made for another acceptor, or for another till of it.
    case kitOfAnother(ShopID, TillID?)
    /// The till held this kit or a newer one before; their numbers.
    case kitRolledBack(held: UInt64, offered: UInt64)
    /// The changes belong to another kit than the one at hand; their numbers.
    case kitDeltaMismatch(held: UInt64?, base: UInt64)
    /// The file is not the public key that kits are checked with.
    case notAKitKey
    /// Other users can get at the folder of the kit.
    case kitFolderReadable(byOthers: String)
    /// The system refused to read or write in the folder of the kit; its `errno`.
    case kitFolderFailed(String, errorNumber: Int32)
    /// The file that remembers the highest kit is not as it was written.
    case kitCounterDamaged(String)
    /// OpenSSL did not sign.
    case crypto(CryptoError)

    /// What an agreement does not cover.
    package enum Unaccepted: Hashable, Sendable {
        /// The voucher's campaign.
        case campaign(CampaignNumber)
        /// Gift cards.
        case gifts
        /// This day; the days on which the acceptor accepts.
        case outside(ValidityPeriod)
    }

    /// Which of a till's limits without a network.
    package enum OfflineBound: Hashable, Sendable {
        /// What it takes of one voucher.
        case perVoucher
        /// What it takes on one day.
        case perDay
        /// What is put aside for it of this voucher.
        case lease
    }

    /// How much of a limit.
    package enum OfflineAmount: Hashable, Sendable {
        /// An amount of money.
        case money(Money)
        /// A number of uses.
        case uses(Int)

        /// As a sentence has it: `€12.00`, `1 use`, `3 uses`.
        package var shown: String {
            switch self {
            case .money(let money): money.shown
            case .uses(let count): count.counted("use")
            }
        }
    }
}

extension VerificationError {
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
        case .notAcceptedHere: "not_accepted_here"
        case .termsMismatch: "terms_mismatch"
        case .alreadyRedeemed: "already_redeemed"
        case .revoked: "revoked"
        case .balanceCheckRequired: "balance_check_required"
        case .unknownList: "unknown_list"
        case .kitTooOld: "kit_too_old"
        case .offlineLimit: "offline_limit"
        case .forgedWithLeakedKey: "forged_with_leaked_key"
        case .tooManyAttempts: "too_many_attempts"
        case .liveCodeStale: "live_code_stale"
        case .typedCodeNeedsLedger: "typed_code_needs_ledger"
        case .kitDamaged: "kit_damaged"
        case .kitNewer: "kit_newer"
        case .kitNotGenuine: "kit_not_genuine"
        case .kitOfAnother: "kit_of_another"
        case .kitRolledBack: "kit_rolled_back"
        case .kitDeltaMismatch: "kit_delta_mismatch"
        case .notAKitKey: "not_a_kit_key"
        case .kitFolderReadable: "kit_folder_readable_by_others"
        case .kitFolderFailed: "kit_folder_failed"
        case .kitCounterDamaged: "kit_counter_damaged"
        case .crypto(let error): error.code
        }
    }

    package var kind: ErrorKind {
        switch self {
        // An issuer's fault that a good tag covers is not the scanner's to mend.
        case .unreadable(let error): error.kind
        case .trainingKey, .unknownKey, .keyKindMismatch, .keyAudienceMismatch, .tagMismatch,
            .keyWindowMismatch, .forgedWithLeakedKey, .kitNotGenuine:
            .notGenuine
        case .keyNotYetActive, .keyRetired, .keyCompromised, .wrongAudience, .wrongKind,
            .notYetValid, .expired, .notAcceptedHere, .termsMismatch, .alreadyRedeemed, .revoked,
            .balanceCheckRequired, .unknownList, .offlineLimit, .liveCodeStale:
            .refused
        case .tooManyAttempts: .notAllowed
        case .typedCodeNeedsLedger, .kitTooOld: .unavailable
        case .kitRolledBack, .kitDeltaMismatch: .conflict
        case .clockImplausible, .kitDamaged, .kitNewer, .kitOfAnother, .notAKitKey,
            .kitFolderReadable, .kitFolderFailed, .kitCounterDamaged:
            .misconfigured
        case .crypto(let error): error.kind
        }
    }
}
