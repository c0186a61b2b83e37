import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel

extension Counter {
    /// Five wrong PINs of the supervisor at once, and one more every five minutes.
    private static let wrongSupervisorPINs = NamedBucket(
        name: "wrong/supervisor",
        rule: BucketRule(capacity: 5, refillMilliseconds: 300_000))

    /// Lets a till take typed codes again, for who knows the supervisor's PIN.
    ///
    /// A try is taken before the PIN is looked at and given back unless it was wrong, so that a
    /// hundred commands at once have no more tries than one after the other.
    ///
    /// - Parameters:
    ///   - till: Which till.
    ///   - pin: What was typed.
    ///   - folder: Where the keys are, and the PIN's digest with them.
    /// - Throws: ``ConfigurationError/pinWrong``, ``ConfigurationError/pinNotSet``;
    ///   ``AccessError/tooManyTries(seconds:)``; ``LedgerError``; what can be wrong with files.
    /// - Source: T18; F15.
    package func unlock(_ till: TillID, _ pin: SecretBytes, in folder: KeyFolder) async throws {
        try await reserve([Self.wrongSupervisorPINs])
        do throws(ConfigurationError) {
            try SupervisorPIN.check(pin, in: folder)
        } catch {
            if error != .pinWrong { try await giveBack(Self.wrongSupervisorPINs) }
            throw error
        }
        try await giveBack(Self.wrongSupervisorPINs)
        try await ledger.forgiveWrongCodes(at: till)
    }
}
