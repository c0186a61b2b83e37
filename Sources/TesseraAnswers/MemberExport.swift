import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraOperations

/// Everything that is kept about a member.
///
/// - Source: M53.
package struct MemberExport {
    /// All of it.
    package let json: JSONValue
    /// The movements on the accounts alone, as RFC 4180 has it.
    package let csv: String

    /// Reads it from the book.
    ///
    /// - Throws: ``ProfileError/unreadable(_:)``; infrastructure errors.
    package init(_ member: Member, at counter: Counter) async throws {
        let profile = try counter.profile(of: member)
        let movements = try await counter.movements(of: member)
        let history = try await counter.ledger.history(of: member.card)
        let holdings = try await counter.holdings(of: member.number)
        let card = try await counter.ledger.voucher(at: member.card)
        let vouchers = try await counter.vouchers(grantedTo: member)
        json = .record(
            member.fields(profile) + (profile?.choices ?? []) + [
                ("standing", .string(card.standing.name)),
                ("accounts", .array(holdings.map(\.value))),
                ("movements", .array(movements.map(\.value))),
                ("vouchers", .array(vouchers.map { .record($0.exported) })),
                ("booked", .array(history.map { .record($0.fields) })),
            ])
        let rows = movements.map { movement in
            [
                movement.time.rfc3339, movement.asset.name,
                movement.asset.plain(movement.units), movement.asset.plain(movement.balance),
                movement.event?.kind.rawValue ?? "", movement.reason,
                "op_\(movement.operation.text)",
            ]
        }
        csv = ([["at", "asset", "units", "balance", "event", "reason", "operation"]] + rows)
            .map { $0.map(MemberExport.cell).joined(separator: ",") + "\r\n" }.joined()
    }

    /// A cell of RFC 4180; one that a spreadsheet would take for a formula is given as text.
    private static func cell(_ text: String) -> String {
        let isNumber = text.allSatisfy { $0.isNumber || $0 == "." || $0 == "-" }
        let isFormula = !isNumber && ["=", "+", "-", "@"].contains(where: text.hasPrefix)
        let safe = isFormula ? "'\(text)" : text
        guard safe.contains(where: { ",\"\r\n".contains($0) }) else { return safe }
        return "\"\(safe.replacing("\"", with: "\"\""))\""
    }
}
