import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraVerification

/// A member's card at the till.
enum RecognitionEndpoints {
    static let all = [recognise, admit]

    private static let recognise = Endpoint(
        method: .post, path: "/v1/recognitions", name: "recognise_member",
        summary: "Who shows this card: greeting, tier, what is next",
        about: "Changes nothing. What the member likes is there only if the member agreed.",
        part: .members, access: .scope(.check), body: .record(card),
        answers: [.ok("What the till shows.", .named("recognised_member"))],
        run: { call in
            try call.caller.requireOwnShop(call.counter.settings, for: "members")
            let appraisal = try await call.counter.check(
                call.text("card"), at: try call.standpoint().till)
            guard case .member(let number, _) = appraisal.voucher.terms else {
                throw VerificationError.wrongKind(appraisal.voucher.terms.kind)
            }
            let member = try await call.counter.ledger.member(number)
            return .ok(try await call.counter.recognised(member).value)
        })

    private static let admit = Endpoint(
        method: .post, path: "/v1/admissions", name: "admit_member",
        summary: "Let a member in; a code from a phone counts once",
        about: "A card on paper passes as often as it is shown. A live code is used up, so a "
            + "picture of it lets nobody else in; it is its own name for the request.",
        part: .members, access: .scope(.check), body: .record(card),
        answers: [.ok("It is good today.", .named("appraisal"))],
        run: { call in
            try call.caller.requireOwnShop(call.counter.settings, for: "members")
            let appraisal = try await call.counter.admitMember(
                call.text("card"), at: try call.standpoint().till)
            return .ok(appraisal.value)
        })

    private static let card: [Shape.Field] = [
        .required("card", .text(upTo: 2_048), "What was scanned or typed."),
        .optional("till", .name, "At which till."),
    ]
}
