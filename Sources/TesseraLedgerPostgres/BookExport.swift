import TesseraLedger
import TesseraModel

/// The whole book, record by record, in one snapshot.
enum BookExport {
    /// How many rows are read at a time.
    private static let pageSize = 1_000

    private static let unsealed = PostgresStatement(
        "export_unsealed",
        OperationRow.query + """
            WHERE (stamp > $1 OR stamp = $1 AND operation.id > $2)
                AND NOT EXISTS (SELECT FROM seal WHERE seal.operation = operation.id)

            """ + OperationRow.order + " LIMIT $3", [.moment, .id, .int64])

    private static let limitUses = PostgresStatement(
        "export_limit_uses",
        """
        SELECT limitation, day, used, key FROM limit_use WHERE used > 0
        ORDER BY limitation, key COLLATE "C", day
        """)

    private static let lots = PostgresStatement(
        "export_lots",
        """
        SELECT operation, first_day, last_day, units, member, asset FROM lot
        ORDER BY member, asset COLLATE "C", made
        """)

    /// Hands out everything in the order that the protocol promises: what is sealed by its number,
    /// then what is not in the order in which it will be.
    static func records(
        _ known: Recollection, on connection: PostgresConnection,
        to receive: (LedgerRecord) throws -> Void
    ) throws {
        try sealedOperations(on: connection) { try receive(.operation($0)) }
        try unsealedOperations(on: connection) { try receive(.operation($0)) }
        var lastMember: MemberNumber?
        while true {
            let page = try MemberRow.page(after: lastMember, limit: pageSize, on: connection)
            for member in page { try receive(member.record) }
            lastMember = page.last?.number
            if page.count < pageSize { break }
        }
        var lastVoucher: VoucherPosition?
        while true {
            let page = try BookQuestions.vouchers(
                after: lastVoucher, limit: pageSize, known, on: connection)
            for voucher in page { try receive(.voucher(voucher)) }
            lastVoucher = page.last?.position
            if page.count < pageSize { break }
        }
        try counters(on: connection, to: receive)
        for party in try PartyRow.all(on: connection) { try receive(.party(party)) }
        try ClaimRow.all(on: connection) { try receive(.claim($0, $1)) }
    }

    private static func sealedOperations(
        on connection: PostgresConnection, _ receive: (BookedOperation) throws -> Void
    ) throws {
        var last: Int64 = 0
        while true {
            let page = try SealRow.sealed(after: last, limit: pageSize, on: connection)
            for sealed in page { try receive(sealed.operation) }
            last += Int64(page.count)
            if page.count < pageSize { break }
        }
    }

    private static func unsealedOperations(
        on connection: PostgresConnection, _ receive: (BookedOperation) throws -> Void
    ) throws {
        var last: (stamp: Int64, id: OperationID) = (.min, OperationID(high: 0, low: 0))
        while true {
            let page = try connection.answer(
                unsealed, [.int64(last.stamp), .id(last.id), .int64(Int64(pageSize))])
            for row in 0..<page.count { try receive(try OperationRow.booked(page, row)) }
            if page.count < pageSize { break }
            last = (try page.int64(page.count - 1, 14), try page.id(page.count - 1, 0))
        }
    }

    private static func counters(
        on connection: PostgresConnection, to receive: (LedgerRecord) throws -> Void
    ) throws {
        let uses = try connection.answer(limitUses)
        for row in 0..<uses.count {
            let account = LimitAccount(
                limit: LimitID(try uses.int64(row, 0)), key: try uses.text(row, 3),
                day: Int(try uses.int64(row, 1)))
            try receive(.limitUse(account, used: try uses.int64(row, 2)))
        }
        let lots = try connection.answer(lots)
        for row in 0..<lots.count {
            guard let member = MemberNumber(UInt64(bitPattern: try lots.int64(row, 4))) else {
                throw LedgerError.ledgerDamaged
            }
            let asset = try CompactText.value(AssetTerms.self, of: try lots.text(row, 5))
            try receive(
                .lot(try MemberRow.lot(lots, row), Holding(member: member, asset: asset)))
        }
        for tally in try TallyRow.all(on: connection) { try receive(.tally(tally)) }
    }
}
