import TesseraModel

/// What is known about the person behind a card; in the book only sealed.
///
/// - Source: R11; M10, M45; F42.
package struct Profile: Hashable, Sendable, Codable {
    /// How to greet the member; empty if unknown.
    package var name: String
    /// An e-mail address or a telephone number as given; empty if unknown.
    package var contact: String
    /// The day of birth; `nil` if unknown.
    package var birthday: Birthday?
    /// What the member likes, `drink` → `oat`; empty without consent.
    package private(set) var preferences: [String: String]
    /// What the member agreed to, also what was withdrawn since.
    package private(set) var consents: [Purpose: Consent]

    /// A profile without consents.
    package init(name: String, contact: String, birthday: Birthday? = nil) {
        self.name = name
        self.contact = contact
        self.birthday = birthday
        preferences = [:]
        consents = [:]
    }

    /// What a consent is for.
    package enum Purpose: String, Hashable, Sendable, Codable, CaseIterable, CodingKeyRepresentable
    {
        /// To keep what the member likes, and show it at the till.
        case preferences
        /// To write to the member.
        case messages
        /// To look at what the member bought, beyond what the programme needs.
        case analysis
    }

    /// A consent, given and maybe withdrawn.
    package struct Consent: Hashable, Sendable, Codable {
        /// When it was given last.
        package let givenAt: Timestamp
        /// When it was withdrawn; `nil` if it holds.
        package let withdrawnAt: Timestamp?
    }

    /// Returns whether the member agrees to something now.
    package func allows(_ purpose: Purpose) -> Bool {
        consents[purpose].map { $0.withdrawnAt == nil } ?? false
    }

    /// Notes that the member agrees; one who did already is left as it is.
    package mutating func give(_ purpose: Purpose, at time: Timestamp) {
        guard !allows(purpose) else { return }
        consents[purpose] = Consent(givenAt: time, withdrawnAt: nil)
    }

    /// Notes that the member agrees no more; what was kept for that is forgotten.
    package mutating func withdraw(_ purpose: Purpose, at time: Timestamp) {
        guard let consent = consents[purpose], consent.withdrawnAt == nil else { return }
        consents[purpose] = Consent(givenAt: consent.givenAt, withdrawnAt: time)
        if purpose == .preferences { preferences = [:] }
    }

    /// Keeps what the member likes, or forgets it.
    ///
    /// - Parameters:
    ///   - value: `nil` to forget it.
    ///   - name: Of what.
    /// - Returns: Whether the member agrees to that; if not, nothing is kept.
    package mutating func prefer(_ value: String?, for name: String) -> Bool {
        guard value == nil || allows(.preferences) else { return false }
        preferences[name] = value
        return true
    }
}

/// A day of birth, with or without the year.
package struct Birthday: Hashable, Sendable {
    /// The year; `nil` if it was not told.
    package let year: Int?
    /// 1…12.
    package let month: Int
    /// A day that the month has, 29 for February where no year speaks against it.
    package let day: Int

    /// Reads `1990-04-12` or `04-12`; `nil` for anything else.
    package init?(text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let wanted = parts.count == 2 ? [2, 2] : [4, 2, 2]
        let numbers = parts.compactMap { part in
            part.utf8.allSatisfy { (48...57).contains($0) } ? Int(part) : nil
        }
        guard parts.map(\.utf8.count) == wanted, numbers.count == parts.count else { return nil }
        let (month, day) = (numbers[numbers.count - 2], numbers[numbers.count - 1])
        year = numbers.count == 3 ? numbers[0] : nil
        let isLeap = year.map { $0 % 4 == 0 && ($0 % 100 != 0 || $0 % 400 == 0) } ?? true
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...12).contains(month), (1...lengths[month - 1]).contains(day),
            year.map({ $0 >= 1_800 }) ?? true
        else { return nil }
        (self.month, self.day) = (month, day)
    }

    /// The text that is read.
    package var text: String {
        let digits = { (number: Int, count: Int) in
            String(repeating: "0", count: max(0, count - "\(number)".count)) + "\(number)"
        }
        let rest = "\(digits(month, 2))-\(digits(day, 2))"
        return year.map { "\(digits($0, 4))-\(rest)" } ?? rest
    }
}

extension Birthday: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let birthday = Birthday(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not a day of birth")
        }
        self = birthday
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
