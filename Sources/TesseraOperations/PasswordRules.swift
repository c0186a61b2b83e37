import Foundation
import TesseraCrypto
import TesseraModel

/// What a password and a PIN must be, and the one spelling that they are hashed in.
enum PasswordRules {
    private static let fewestCharacters = 12
    private static let mostByteCount = 256

    /// What people take who want to remember nothing, in one spelling and without digits at the
    /// end. It is short because twelve characters keep out most of the list that it comes from.
    private static let common: Set<String> = [
        "password", "passwordpassword", "passw0rdpassw0rd", "qwertyuiop", "qwertyuiopasdf",
        "qwertyuiopasdfghjkl", "asdfghjklzxcvbnm", "zxcvbnmasdfghjkl", "qwertyqwerty",
        "letmeinletmein",
        "letmeinplease", "administrator", "adminadmin", "adminadminadmin", "welcomewelcome",
        "iloveyouiloveyou", "iloveyouforever", "changemechangeme", "changemenow", "trustnoone",
        "correcthorsebatterystaple", "abcdefghijkl", "abcdefghijklmnopqrstuvwxyz", "tesseratessera",
        "loyaltyloyalty", "secretsecret", "secretpassword", "mypassword", "thisismypassword",
        "defaultpassword", "supersecret", "supersecretpassword", "superadministrator",
    ]

    /// The bytes of a password in one spelling: composed as NFC says, so the same keys give the
    /// same bytes on every machine.
    static func bytes(of password: String) -> SecretBytes {
        SecretBytes(Array(password.precomposedStringWithCanonicalMapping.utf8))
    }

    /// Refuses what is no password.
    ///
    /// - Throws: ``AccessError/passwordUnfit(_:)``.
    static func require(password: String, of name: OperatorID) throws(AccessError) {
        let text = password.precomposedStringWithCanonicalMapping
        guard text.count >= fewestCharacters else { throw .passwordUnfit(.tooShort) }
        guard text.utf8.count <= mostByteCount else { throw .passwordUnfit(.tooLong) }
        let plain = plain(text)
        let (own, letters) = (self.plain(name.text), plain.filter { !$0.isNumber })
        let isName =
            plain == own || isRepeated(own, in: plain)
            || !letters.isEmpty && letters == own.filter { !$0.isNumber }
        guard plain.isEmpty || !isName else { throw .passwordUnfit(.isName) }
        guard Set(text).count > 3, !isRun(plain), !common.contains(plain),
            !common.contains(letters)
        else { throw .passwordUnfit(.isCommon) }
    }

    /// Refuses what is no PIN: 6…12 digits, not all the same, not counting up or down.
    ///
    /// - Throws: ``AccessError/pinUnfit``.
    static func require(pin: String) throws(AccessError) {
        let digits = Array(pin.utf8)
        guard (6...12).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }),
            !isRun(pin)
        else { throw .pinUnfit }
    }

    /// Small letters and digits alone.
    private static func plain(_ text: String) -> String {
        text.lowercased().filter { $0.isLetter || $0.isNumber }
    }

    /// Whether a text is a shorter one over and over.
    private static func isRepeated(_ part: String, in text: String) -> Bool {
        !part.isEmpty && text.replacing(part, with: "").isEmpty
    }

    /// Whether every sign is as far from the one before it: `111111`, `345678`, `fedcba`.
    private static func isRun(_ text: String) -> Bool {
        let values = text.unicodeScalars.map { Int($0.value) }
        let steps = Set(zip(values.dropFirst(), values).map { $0 - $1 })
        return steps.count == 1 && steps.isSubset(of: [-1, 0, 1])
    }
}
