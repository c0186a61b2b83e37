import TesseraCrypto
import TesseraLedger
import TesseraModel

/// Whose card a link opens.
package enum CardSubject: Hashable, Sendable {
    /// A member's, whichever card that is now.
    case member(MemberNumber)
    /// One voucher.
    case voucher(VoucherPosition)

    /// The id as people and programs write it, `mem_1234567`, `vch_3_70001`.
    package var text: String {
        switch self {
        case .member(let number): number.text
        case .voucher(let position): position.voucherText
        }
    }

    /// Reads an id; `nil` for any text but the one that ``text`` writes.
    init?(text: String) {
        if text.hasPrefix("mem_"), let number = MemberNumber(text: text) {
            self = .member(number)
        } else if let position = VoucherPosition(voucherText: text) {
            self = .voucher(position)
        } else {
            return nil
        }
        guard self.text == text else { return nil }
    }
}

/// A link to a card as it was made: whoever has it sees the card, so its text is a secret.
package struct CardLink: Hashable, Sendable {
    /// Whose card it opens.
    package let subject: CardSubject
    /// What stands behind `#` in the address, `tcl_…`; kept nowhere.
    package let text: String
    /// When it was made.
    package let createdAt: Timestamp

    /// The address below the service. What stands behind `#` is never sent by a browser.
    package var path: String { "/card#\(text)" }
}

/// A link as it is written: `tcl_`, 32 signs for 20 random bytes, `_`, and whose card it opens.
///
/// Whoever looks for leaked secrets finds one with `tcl_[0-9a-hjkmnp-tv-z]{32}_(mem|vch)_[0-9_]+`.
struct CardLinkText: Hashable, Sendable {
    private static let mark = "tcl_"
    private static let signCount = 32
    /// How many random bytes a link has.
    static let byteCount = 20

    let subject: CardSubject
    let secret: [UInt8]

    init(_ subject: CardSubject, secret: [UInt8]) {
        self.subject = subject
        self.secret = secret
    }

    /// - Returns: `nil` for anything but what ``text`` writes.
    init?(_ text: String) {
        guard text.utf8.count <= 100, text.hasPrefix(Self.mark) else { return nil }
        let signs = text.dropFirst(Self.mark.count).prefix(Self.signCount)
        let rest = text.dropFirst(Self.mark.count + Self.signCount)
        guard rest.first == "_", let subject = CardSubject(text: String(rest.dropFirst())),
            let secret = SmallBase32.bytes(of: String(signs)), secret.count == Self.byteCount
        else { return nil }
        self.init(subject, secret: secret)
    }

    var text: String { "\(Self.mark)\(SmallBase32.text(of: secret))_\(subject.text)" }

    /// What is kept of it.
    var digest: [UInt8] { Digest.sha256(secret) }

    /// Twenty bytes that follow from the secret and nobody else can know.
    func drawn(_ label: String, for operation: OperationID) -> [UInt8] {
        let message = Array("tessera card \(label)".utf8) + [0] + Array(operation.text.utf8)
        return Array(MACKey(SecretBytes(secret)).tag(of: message).prefix(Self.byteCount))
    }
}

/// What was written for whoever a voucher is given to.
package struct CardGift: Hashable, Sendable, Codable {
    /// In the giver's words, one line of at most 300 characters; empty for none.
    package let message: String

    /// A gift with some words.
    package init(message: String) { self.message = message }
}

/// The link to a card as it is kept: one slip for each card, so a new link ends the one before.
struct KeptCardLink: Hashable, Sendable, Codable {
    /// SHA-256 of the secret.
    let digest: [UInt8]
    let createdAt: Timestamp
    /// The words for whoever it is given to, until that person has made the voucher the own.
    let gift: CardGift?
    /// What the voucher was handed on with; the link opens nothing any more then.
    var handedOn: HandedOn?

    /// How a voucher was handed on, to answer the same again.
    struct HandedOn: Hashable, Sendable, Codable {
        let operation: OperationID
        /// SHA-256 of what was asked.
        let wish: [UInt8]
    }

    /// The slip that a card's link is kept on.
    static func slip(_ subject: CardSubject) -> String { "link/\(subject.text)" }
}
