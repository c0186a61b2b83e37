/// What can happen; the set is closed.
///
/// - Source: domain-model concept 9.
package enum EventKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Something was bought.
    case purchase
    /// Something that was bought came back.
    case returned = "return"
    /// Somebody came, whether anything was bought or not.
    case visit
    /// Somebody became a member.
    case enrolment
    /// A member brought another one.
    case referral
    /// A member wrote about something bought.
    case review
    /// An answer with a score.
    case feedback
    /// Something went wrong for a customer.
    case complaint
    /// An old thing was taken in.
    case tradeIn = "trade_in"
    /// A member reached something that has a name.
    case title
    /// An agent soothes somebody.
    case goodwill
    /// A case was assigned, resolved or closed.
    case casework = "case"
    /// An anonymous card became a member's.
    case merge
    /// A day came that a rule waits for: a birthday, an expiry, so long after something.
    case date
    /// A member stayed away longer than usual.
    case inactivity
}
