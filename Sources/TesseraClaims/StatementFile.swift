import Foundation
import TesseraLedger
import TesseraModel

/// A statement as its issuer wrote it, `tessera partner settle --out`.
///
/// Only what is needed to recompute it is read; words for people are passed over.
///
/// - Source: L16.
package struct StatementFile: Decodable, Sendable {
    /// With whom it was settled.
    package let acceptor: ShopID
    /// The so-many-th settlement.
    package let number: Int
    /// The first sealed number that it covers.
    package let first: Int64
    /// The last one.
    package let last: Int64
    /// When the last operation in front of it was booked.
    package let coversFrom: String?
    /// When its last operation was booked.
    package let coversUntil: String?
    /// The versions of the agreement that its lines are paid under.
    package let agreements: [Version]
    /// A sum for each currency.
    package let totals: [Total]
    /// What each operation did.
    package let lines: [Line]

    /// A version of the agreement.
    package struct Version: Decodable, Sendable {
        /// Its number.
        package let version: Int
        /// What it says of payment.
        package let agreement: Paying

        /// What an agreement says of payment.
        package struct Paying: Decodable, Sendable {
            /// What the issuer keeps, in basis points.
            package let feeBasisPoints: Int
            /// What the issuer pays back of discounts, in basis points.
            package let discountShareBasisPoints: Int
            /// What the issuer pays for a use.
            package let usePrice: Price

            /// An amount in minor units.
            package struct Price: Decodable, Sendable {
                /// The minor units.
                package let amount: Int64
            }
        }
    }

    /// The sums of a currency, in minor units.
    package struct Total: Decodable, Sendable {
        /// Its code.
        package let currency: String
        /// What was honoured.
        package let honoured: Int64
        /// What was put back.
        package let returned: Int64
        /// The issuer's loss.
        package let lostByIssuer: Int64
        /// The acceptor's loss.
        package let lostByAcceptor: Int64
        /// What is paid back of discounts and for uses.
        package let reimbursed: Int64
        /// What corrections came to.
        package let disputed: Int64
        /// What the issuer keeps.
        package let fee: Int64
        /// What is paid.
        package let net: Int64
    }

    /// What one operation did, in minor units of its currency.
    package struct Line: Decodable, Sendable {
        /// The sealed number.
        package let sequence: Int64
        /// The operation, `rd_…`.
        package let operation: String
        /// The till; `nil` for the office.
        package let till: String?
        /// The verdict on a claim; `nil` for others.
        package let ruling: String?
        /// Uses, negative if put back.
        package let uses: Int64
        /// The currency's code.
        package let currency: String
        /// The version of the agreement.
        package let version: Int
        /// What was honoured.
        package let honoured: Int64
        /// What was put back.
        package let returned: Int64
        /// The issuer's loss.
        package let lostByIssuer: Int64
        /// The acceptor's loss.
        package let lostByAcceptor: Int64
        /// What is paid back of a discount or for uses.
        package let reimbursed: Int64
        /// A correction.
        package let disputed: Int64
    }

    /// Reads a statement; `nil` if it is none.
    package static func read(_ bytes: [UInt8]) -> StatementFile? {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try? decoder.decode(StatementFile.self, from: Data(bytes))
    }
}
