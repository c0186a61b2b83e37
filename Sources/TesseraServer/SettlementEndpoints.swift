import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations

/// What partners are owed.
enum SettlementEndpoints {
    static let all = [list, statement, lines, settle, dispute]

    private static let list = Endpoint(
        method: .get, path: "/v1/settlements", name: "list_settlements",
        summary: "The settlements that were booked, oldest first",
        part: .parties, access: .scope(.settle),
        parameters: [.query("partner", .name, "With one partner; all if left away.")]
            + Paging.parameters,
        answers: [.ok("A page of them.", Paging.shape(of: .named("settlement")))],
        run: { call in
            let named: ShopID? =
                call.parameters["partner"] == nil ? nil : try call.ownAcceptor("partner")
            let booked = try await call.counter.settlements(
                with: named ?? call.caller.acceptor)
            var rest = booked[...]
            if call.parameters["after"] != nil {
                let after = try call.operation("after")
                rest = booked.drop { $0.operation != after }.dropFirst()
            }
            return Paging.reply(
                Array(rest), call.pageLimit, cursor: { "op_\($0.operation.text)" }, \.value)
        })

    private static let statement = Endpoint(
        method: .get, path: "/v1/settlements/{partner}/{number}", name: "get_statement",
        summary: "A settlement with every line",
        about: "It is what `tessera partner recompute` reads; as `file` it comes as an attachment.",
        part: .parties, access: .scope(.settle),
        parameters: statementNumber + [
            .query("format", .word(["json", "file"]), "json if left away.")
        ], answers: [.ok("The statement.", .named("statement"))], problems: [409],
        run: { call in
            let statement = try await call.statement()
            guard call.parameters["format"] == "file" else { return .ok(statement.value) }
            return .attached(
                Array((statement.value.text + "\n").utf8), of: statement, "json",
                "application/json")
        })

    private static let lines = Endpoint(
        method: .get, path: "/v1/settlements/{partner}/{number}/lines", name: "export_statement",
        summary: "The lines of a settlement as CSV", part: .parties, access: .scope(.settle),
        parameters: statementNumber,
        answers: [
            Endpoint.Answer(
                status: 200, type: "text/csv", about: "A line for each, below their names.",
                shape: .text(upTo: Int(Int32.max)))
        ], problems: [409],
        run: { call in
            let statement = try await call.statement()
            return .attached(
                Array(statement.sheet.utf8), of: statement, "csv", "text/csv; charset=utf-8")
        })

    private static let statementNumber: [Endpoint.Parameter] = [
        .path("partner", .name, "The partner's id."),
        .path("number", .integer(1...Int64(Int32.max)), "The so-many-th, from 1."),
    ]

    private static let settle = Endpoint(
        method: .post, path: "/v1/settlements", name: "settle",
        summary: "Reckon what a partner is owed since the last settlement, and book it",
        about: "As a `rehearsal` nothing is booked. If nothing was accepted there is nothing to "
            + "settle, and nothing is booked either.",
        part: .parties, access: .scope(.settle),
        body: .record([
            .required("partner", .name, "With whom."),
            .optional("through", .day, "The last day that it covers; until now if left away."),
            .optional("rehearsal", .flag, "Whether nothing is booked."),
        ]),
        answers: [
            Endpoint.Answer(
                status: 200, about: "Nothing was booked.",
                shape: .choice([
                    .named("statement"),
                    .record([.required("code", .word(["nothing_to_settle"]))]),
                ]), booksNothing: true), .made("Settled.", .named("statement")),
        ], isNamedWrite: true,
        run: { call in
            try call.requireOffice()
            guard let id = try call.field("partner", as: "a partner's id", { ShopID($0) }) else {
                throw RequestError.unfit(at: "/partner", wanted: "a partner's id")
            }
            let statement = try await call.counter.settle(
                id, through: try call.field("through", as: "a day") { Day(text: $0) },
                isRehearsal: call.body["rehearsal"]?.bool == true, operation: call.named())
            guard let statement else {
                return .ok(.record(("code", .string("nothing_to_settle"))))
            }
            return statement.isBooked ? .made(statement.value) : .ok(statement.value)
        })

    private static let dispute = Endpoint(
        method: .post, path: "/v1/settlements/{partner}/disputes", name: "correct_settlement",
        summary: "Correct what a partner is owed; it stands in the next settlement",
        part: .parties, access: .scope(.settle),
        parameters: [.path("partner", .name, "The partner's id.")],
        body: .record([
            .required("amount", .named("money")),
            .required("favour", .word(["partner", "issuer"]), "Who gets it."),
            .optional("about", .id, "About which redemption."), PartyEndpoints.reason,
        ]), answers: [.made("Corrected.", .named("correction"))], isNamedWrite: true,
        run: { call in
            try call.requireOffice()
            let id = try call.ownAcceptor("partner")
            let money = try call.demandedMoney("amount")
            guard (1...AmountText.largestMinorUnits).contains(money.minorUnits) else {
                throw RequestError.unfit(at: "/amount/amount", wanted: "an amount above zero")
            }
            let partner = try await call.counter.register().acceptor(id)
            // It may be another by now than when this was booked first.
            guard call.earlier != nil || money.currency == partner.agreement.currency else {
                throw RequestError.unfit(
                    at: "/amount/currency", wanted: partner.agreement.currency.code)
            }
            let sign: Int64 = call.text("favour") == "issuer" ? -1 : 1
            let amount = Money(minorUnits: sign * money.minorUnits, currency: money.currency)
            let about = try call.field("about", as: "a redemption's id") { OperationID($0) }
            let reason = try call.reason()
            try await call.counter.dispute(
                id, amount: amount, about: about, reason: reason, as: call.named())
            return .made(
                .record(
                    ("code", .string("corrected")), ("acceptor", .string(id.text)),
                    ("amount", .money(amount)), ("reason", .string(reason))))
        })
}

extension Call {
    /// The settlement that the path names.
    ///
    /// - Throws: ``RequestError``; ``PartyError/unknownSettlement(_:number:)``; ``LedgerError``.
    fileprivate func statement() async throws -> Statement {
        let id = try ownAcceptor("partner")
        let number = try parameter("number", as: "a number") { Int($0) }
        return try await counter.bookedSettlement(number, of: id)
    }
}

extension Reply {
    /// A file that a browser saves.
    fileprivate static func attached(
        _ bytes: [UInt8], of statement: Statement, _ ending: String, _ type: String
    ) -> Reply {
        let name = "\(statement.acceptor.id.text)-\(statement.number).\(ending)"
        return Reply(
            headers: [("Content-Disposition", "attachment; filename=\"\(name)\"")],
            content: Content(type: type, body: .bytes(bytes)))
    }
}
