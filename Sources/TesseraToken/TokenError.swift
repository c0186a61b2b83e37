import TesseraModel

/// Why a text is not a token or a typed code, and why one cannot be issued.
///
/// - Source: T13, T17.
package enum TokenError: ExplainedError {
    /// The text does not begin like one of ours.
    case notATesseraCode
    /// The scanner types on another keyboard layout than the computer expects.
    case keyboardLayout
    /// The text has lower-case letters; scanners give upper case only.
    case lowerCase
    /// The text or the token is longer than its kind can be.
    case tooLong
    /// A character is not in the alphabet; its index after the prefix.
    case badCharacter(index: Int)
    /// No bytes can be spelled in so many characters.
    case badLength(characterCount: Int)
    /// The bytes have another, shorter spelling, and only that one counts.
    case notCanonical
    /// The text is of a later form than this program knows.
    case unsupportedVersion
    /// The kind is reserved.
    case unknownKind(UInt8)
    /// Only part of the token is there.
    case truncated
    /// A value is outside its range; the field's name.
    case valueOutOfRange(Field)
    /// Bytes are left after the last field.
    case trailingBytes(count: Int)
    /// The currency is not in this program's table.
    case unknownCurrency(numericCode: UInt16)
    /// The type of discount is not known.
    case unknownDiscountType(UInt64)
    /// A typed code has another length than 16 characters.
    case typedLength(characterCount: Int)
    /// A typed code's check character does not fit; the code that was probably meant.
    case typo(correction: String?)
    /// The key may not sign on the token's first day or at all.
    case keyCannotSign(KeyID, KeyState)
    /// The token's days are outside the days of the key that would sign it.
    case outsideKeyDays(KeyID, first: Day, lastSigning: Day, acceptUntil: Day)

    /// A field of a token.
    package enum Field: String, Hashable, Sendable {
        /// The slot of the status list.
        case slot
        /// First and last day.
        case days
        /// A gift's amount.
        case amount
        /// The campaign's number.
        case campaign
        /// A discount's value, or its cap.
        case value
        /// The member's number.
        case member
        /// The member's tier.
        case tier
        /// An entitlement's count of uses.
        case uses
        /// What a basket must cost at least.
        case minimumSpend = "minimum spend"
        /// For whom the token can be checked.
        case audience
    }

    package var code: String {
        switch self {
        case .notATesseraCode: "not_a_tessera_code"
        case .keyboardLayout: "keyboard_layout"
        case .lowerCase: "lower_case"
        case .tooLong: "too_long"
        case .badCharacter: "bad_character"
        case .badLength: "bad_length"
        case .notCanonical: "not_canonical"
        case .unsupportedVersion: "unsupported_version"
        case .unknownKind: "unknown_kind"
        case .truncated: "truncated"
        case .valueOutOfRange: "value_out_of_range"
        case .trailingBytes: "trailing_bytes"
        case .unknownCurrency: "unknown_currency"
        case .unknownDiscountType: "unknown_discount_type"
        case .typedLength: "typed_length"
        case .typo: "typo"
        case .keyCannotSign: "key_cannot_sign"
        case .outsideKeyDays: "outside_key_days"
        }
    }

    package var kind: ErrorKind {
        switch self {
        case .keyCannotSign: .misconfigured
        default: .invalid
        }
    }

    package var message: String {
        switch self {
        case .notATesseraCode: "This is not one of our codes."
        case .keyboardLayout: "The scanner and the computer disagree about the keyboard."
        case .lowerCase: "The code was read in small letters."
        case .tooLong: "More was read than one code holds."
        case .badCharacter(let index): "Character \(index + 1) cannot stand in a code."
        case .badLength: "A character of the code is missing."
        case .notCanonical: "The code is not written the way we write it."
        case .unsupportedVersion: "This code is of a newer form than this till knows."
        case .unknownKind: "This code speaks for something this till does not know."
        case .truncated: "Only part of the code was read."
        case .valueOutOfRange(let field): "The code's \(field.rawValue) is out of range."
        case .trailingBytes: "The code goes on where it should end."
        case .unknownCurrency(let number): "The code's currency \(number) is not known."
        case .unknownDiscountType: "The code's discount is of a sort this till does not know."
        case .typedLength(let count): "A typed code has 16 characters, and this one has \(count)."
        case .typo: "There is a slip in the typed code."
        case .keyCannotSign(let id, let state):
            "Key \(id.number) is \(state.spoken) and cannot sign."
        case .outsideKeyDays(let id, let first, let lastSigning, let acceptUntil):
            "Key \(id.number) is for first days from \(first.text) to \(lastSigning.text)"
                + " and last days up to \(acceptUntil.text)."
        }
    }

    package var hint: String? {
        switch self {
        case .notATesseraCode: "Scan the square code on the card or voucher, not another one."
        case .keyboardLayout: "Set the scanner to the computer's keyboard layout, or type the code."
        case .lowerCase: "Turn Caps Lock off, or set the scanner to send letters as they are."
        case .tooLong: "Scan one code at a time."
        case .badCharacter: "Scan it again; a typed code has no letter U."
        case .badLength, .truncated: "Scan it again, or type the number printed under it."
        case .unsupportedVersion, .unknownKind, .unknownCurrency, .unknownDiscountType:
            "Bring this till up to date and try again."
        case .notCanonical, .valueOutOfRange, .trailingBytes:
            "Do not accept it, and tell the office: our own codes are never like this."
        case .typedLength: "Type all four groups of four."
        case .typo(.some(let correction)): "Did you mean \(correction)?"
        case .typo(.none): "Compare it with the printed code and type it again."
        case .keyCannotSign: "Make a new key: tessera key rotate."
        case .outsideKeyDays: "Choose days within those, or make a new key: tessera key rotate."
        }
    }
}
