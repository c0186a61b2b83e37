import TesseraModel

/// One record of the book as it is handed out.
package enum LedgerRecord: Hashable, Sendable {
    /// An operation; those that issued have the salts in them, so an export is for the issuer's
    /// eyes.
    case operation(BookedOperation)
    /// A member without the profile.
    case member(MemberNumber, card: VoucherPosition, erasedAt: Timestamp? = nil)
    /// A voucher that has been used, blocked or changed.
    case voucher(VoucherState)
    /// How much of a limit is used; more than nothing.
    case limitUse(LimitAccount, used: Int64)
    /// What is left of a lot on a member's account; not nothing.
    case lot(Lot, Holding)
    /// How much is counted under a key; more than nothing.
    case tally(Tally)
    /// Somebody the book has a record of.
    case party(Party)
    /// A record of a device's log.
    case claim(ClaimPlace, FiledClaim)
}

extension Member {
    /// The member as it is handed out, without the profile.
    package var record: LedgerRecord { .member(number, card: card, erasedAt: erasedAt) }
}

/// What the book holds in figures.
package struct LedgerFigures: Hashable, Sendable, Codable {
    /// How many batches were issued, members' cards included.
    package let batches: Int
    /// How many vouchers were issued, members' cards not included.
    package let vouchers: Int
    /// How many vouchers have a row of their own.
    package let vouchersInUse: Int
    /// How many members there are.
    package let members: Int
    /// How many operations were booked.
    package let operations: Int
    /// What holders of gift vouchers may still ask for, by currency code, in minor units.
    package let liabilities: [String: Int64]
    /// The latest time that was recorded; `nil` for an empty book.
    package let lastRecorded: Timestamp?

    /// Figures as counted.
    package init(
        batches: Int, vouchers: Int, vouchersInUse: Int, members: Int, operations: Int,
        liabilities: [String: Int64], lastRecorded: Timestamp?
    ) {
        self.batches = batches
        self.vouchers = vouchers
        self.vouchersInUse = vouchersInUse
        self.members = members
        self.operations = operations
        self.liabilities = liabilities
        self.lastRecorded = lastRecorded
    }
}

/// What a recount found.
package struct LedgerAudit: Hashable, Sendable, Codable {
    /// Something in the book that does not belong.
    package struct Finding: Hashable, Sendable, Codable {
        /// The record it is about, `voucher vch_3_70001`.
        package let record: String
        /// What is wrong with it, with the figures expected and found.
        package let problem: String

        /// A finding about a record.
        package init(record: String, problem: String) {
            self.record = record
            self.problem = problem
        }
    }

    /// How many operations were gone through.
    package let operations: Int
    /// How many transfers were gone through.
    package let transfers: Int
    /// How many vouchers were recounted.
    package let vouchers: Int
    /// What does not belong; empty if the book is sound.
    package let findings: [Finding]

    /// The outcome of a recount.
    package init(operations: Int, transfers: Int, vouchers: Int, findings: [Finding]) {
        self.operations = operations
        self.transfers = transfers
        self.vouchers = vouchers
        self.findings = findings
    }

    /// The same recount with what a store found in its own paper.
    package func adding(_ more: [Finding]) -> LedgerAudit {
        LedgerAudit(
            operations: operations, transfers: transfers, vouchers: vouchers,
            findings: findings + more)
    }
}
