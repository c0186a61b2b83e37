import TesseraCrypto
import TesseraOperations

/// What members' profiles are sealed with in a measured shop.
enum Profiles {
    /// A vault whose secret is the same in every run.
    static let vault = ProfileVault {
        try ProfileSecret(SecretBytes([UInt8](repeating: 7, count: 32)))
    }
}
