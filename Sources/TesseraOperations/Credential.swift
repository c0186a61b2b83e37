import TesseraLedger
import TesseraModel

/// What an operator signs in with, as it is kept.
struct Credential: Hashable, Sendable, Codable {
    /// The password; `nil` while none was set.
    var password: PasswordHash?
    /// The PIN for tills; `nil` while none was set.
    var pin: PasswordHash?
    /// How often everybody who is signed in under the name was signed out; a session of another
    /// number is none.
    var epoch: Int64 = 0

    /// What is typed: one of the two.
    enum Part: Sendable { case password, pin }

    subscript(part: Part) -> PasswordHash? {
        get { part == .pin ? pin : password }
        set { if part == .pin { pin = newValue } else { password = newValue } }
    }

    static func slip(_ name: OperatorID) -> String { SlipNames.spelled("credential/", name.text) }
}
