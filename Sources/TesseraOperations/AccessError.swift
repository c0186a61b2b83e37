import TesseraModel

/// Why somebody does not come in, or may not do something.
package enum AccessError: ExplainedError {
    /// No such key was given out: unknown, forged and misspelt ones are told alike.
    case keyNotAdmitted
    /// The key was taken back.
    case keyRevoked(AccessKeyID, at: Timestamp)
    /// The key's time is over.
    case keyExpired(AccessKeyID, at: Timestamp)
    /// There is no key of that name.
    case unknownKey(AccessKeyID)
    /// The key, or the role of whoever is signed in, is not for this.
    case scopeMissing(AccessScope)
    /// The key acts for another shop or partner alone.
    case keyElsewhere(ShopID)
    /// A key was asked for that cannot be.
    case keyUnfit(AccessKeyFault)
    /// A password that cannot be one.
    case passwordUnfit(PasswordFault)
    /// A PIN that cannot be one.
    case pinUnfit
    /// The name or the secret is wrong; which of them is not told.
    case signInRefused
    /// There were too many wrong tries; so many seconds until the next one.
    case tooManyTries(seconds: Int)
    /// Whoever is said to have agreed did not prove to be there; why is not told.
    case approvalUnproven
    /// No till of ours made the proof: unknown ones and wrong proofs are told alike.
    case deviceNotAdmitted
    /// The till is one of ours and its clock is off; the time is the service's.
    case deviceClockOff(Timestamp)
    /// Nobody is signed in with this.
    case notSignedIn
    /// A page of somebody else asked for it.
    case requestForged
    /// The link opens no card: unknown, ended and misspelt ones are told alike.
    case cardLinkEnded
    /// The card is its member's alone.
    case cardNotGivable(String)

    package var code: String {
        switch self {
        case .keyNotAdmitted: "key_not_admitted"
        case .keyRevoked: "key_revoked"
        case .keyExpired: "key_expired"
        case .unknownKey: "unknown_access_key"
        case .scopeMissing: "scope_missing"
        case .keyElsewhere: "key_elsewhere"
        case .keyUnfit: "access_key_unfit"
        case .passwordUnfit: "password_unfit"
        case .pinUnfit: "pin_unfit"
        case .signInRefused: "sign_in_refused"
        case .tooManyTries: "too_many_tries"
        case .approvalUnproven: "approval_unproven"
        case .deviceNotAdmitted: "device_not_admitted"
        case .deviceClockOff: "device_clock_off"
        case .notSignedIn: "not_signed_in"
        case .requestForged: "request_forged"
        case .cardLinkEnded: "card_link_ended"
        case .cardNotGivable: "card_not_givable"
        }
    }

    package var kind: ErrorKind {
        switch self {
        case .keyNotAdmitted, .keyRevoked, .keyExpired, .scopeMissing, .keyElsewhere,
            .signInRefused, .approvalUnproven, .deviceNotAdmitted, .deviceClockOff, .notSignedIn,
            .requestForged:
            .notAllowed
        case .unknownKey, .cardLinkEnded: .notFound
        case .cardNotGivable: .refused
        case .keyUnfit, .passwordUnfit, .pinUnfit: .invalid
        case .tooManyTries: .unavailable
        }
    }

    package var message: String { message(told: .absolute) }

    package func message(told telling: Telling) -> String {
        switch self {
        case .keyNotAdmitted: "This access key was not given out by us."
        case .keyRevoked(let id, let time): "\(id) was taken back \(telling.moment(time))."
        case .keyExpired(let id, let time): "The time of \(id) ended \(telling.moment(time))."
        case .unknownKey(let id): "There is no access key \(id)."
        case .scopeMissing(let scope): "Whoever asks was not let in for \(scope.rawValue)."
        case .keyElsewhere(let shop): "This access key acts for \(shop) alone."
        case .keyUnfit(let fault): fault.message
        case .passwordUnfit(let fault): fault.message
        case .pinUnfit:
            "A PIN has 6 to 12 digits, which are not all the same and do not count up or down."
        case .signInRefused: "The name or the password is wrong."
        case .tooManyTries(let seconds):
            "There were too many wrong tries; the next one is possible in \(seconds) s."
        case .approvalUnproven: "Nobody proved to be the second person, so nothing was booked."
        case .deviceNotAdmitted: "This till was not paired by us."
        case .deviceClockOff(let time):
            "The till's clock is off by more than ten minutes; it is \(telling.moment(time))."
        case .notSignedIn: "Nobody is signed in here any more."
        case .requestForged: "This was not asked from our own page."
        case .cardLinkEnded: "This link opens no card."
        case .cardNotGivable(let id): "\(id) is one member's alone and cannot be given away."
        }
    }

    package var hint: String? {
        switch self {
        case .keyNotAdmitted: "Check that it was copied whole; it begins with tsk_."
        case .keyRevoked, .keyExpired: "Ask the office for another one."
        case .unknownKey: "See them with: tessera access list."
        case .scopeMissing(let scope):
            "Ask the office for a key with the scope \(scope.rawValue), or for another role."
        case .keyElsewhere: "Ask the office for another one, or name that shop."
        case .keyUnfit(let fault): fault.hint
        case .passwordUnfit: "Take four words that do not belong together."
        case .pinUnfit: "Take digits that nobody guesses; not a birthday."
        case .signInRefused: "Try again. Whoever manages the shop can set a new password."
        case .tooManyTries: "Wait that long and try again."
        case .approvalUnproven:
            "Let the second person type the PIN at a paired till, or the password."
        case .deviceNotAdmitted: "Pair it again; the office makes the code for it."
        case .deviceClockOff: "Let the machine set its clock by the network, and try again."
        case .notSignedIn: "Sign in again."
        case .requestForged: "Open the page anew and try again there."
        case .cardLinkEnded: "Ask whoever sent it, or the shop, for another link."
        case .cardNotGivable: "Give away a gift card or a voucher that belongs to nobody."
        }
    }
}

/// What is wrong with a key that is asked for.
package enum AccessKeyFault: Hashable, Sendable {
    /// The name is empty, too long, or has signs in it that are not seen.
    case name
    /// Nothing is named that it may do.
    case noScopes
    /// Its time would be over already.
    case alreadyExpired

    fileprivate var message: String {
        switch self {
        case .name: "An access key has a name of 1 to 100 characters."
        case .noScopes: "An access key may do at least one thing."
        case .alreadyExpired: "The access key would have ended already."
        }
    }

    fileprivate var hint: String {
        switch self {
        case .name: "Say what it is for, as in: --name \"web shop\"."
        case .noScopes: "Name what it may do, as in: --scope check,redeem."
        case .alreadyExpired: "Give a later day, or none."
        }
    }
}

/// What is wrong with a password.
package enum PasswordFault: Hashable, Sendable {
    /// It has fewer than 12 characters.
    case tooShort
    /// It has more than 256 bytes.
    case tooLong
    /// It is the operator's name, or little more.
    case isName
    /// Many people have it, or it is one sign over and over.
    case isCommon
    /// It is on the shop's list of those that others know.
    case isListed

    fileprivate var message: String {
        switch self {
        case .tooShort: "A password has at least 12 characters."
        case .tooLong: "A password has at most 256 bytes."
        case .isName: "The password says little more than the operator's name."
        case .isCommon: "This password is one of those that are tried first."
        case .isListed: "Others know this password: it is on the list of refused ones."
        }
    }
}
