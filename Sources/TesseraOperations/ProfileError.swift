import TesseraModel

/// Why something about a person cannot be done.
package enum ProfileError: ExplainedError {
    /// What is kept about the member does not open.
    case unreadable(MemberNumber)
    /// The member did not agree to it.
    case consentMissing(MemberNumber, Profile.Purpose)

    package var code: String {
        switch self {
        case .unreadable: "profile_unreadable"
        case .consentMissing: "consent_missing"
        }
    }

    package var kind: ErrorKind {
        switch self {
        case .unreadable: .misconfigured
        case .consentMissing: .refused
        }
    }

    package var message: String {
        switch self {
        case .unreadable(let number):
            "What is kept about \(number.text) was changed, or belongs to another keys/profile.key."
        case .consentMissing(let number, let purpose):
            "\(number.text) has not agreed to \(purpose.phrase)."
        }
    }

    package var hint: String? {
        switch self {
        case .unreadable:
            "Put back the keys/profile.key that was there when the member was written down."
        case .consentMissing(_, let purpose):
            "Ask the member; then: tessera member edit --consent \(purpose.rawValue)."
        }
    }
}

extension Profile.Purpose {
    /// What is agreed to, as it stands in a sentence.
    package var phrase: String {
        switch self {
        case .preferences: "having preferences kept"
        case .messages: "messages"
        case .analysis: "analysis of what is bought"
        }
    }
}
