import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations

/// What is put aside before it is taken.
enum HoldEndpoints {
    static let all = [hold, capture, release]

    private static let hold = Endpoint(
        method: .post, path: "/v1/holds", name: "hold", summary: "Put value aside",
        about: "Nobody else can take it until it is captured, released, or its time is over.",
        part: .till, access: .scope(.hold),
        body: .record(
            [TillEndpoints.code] + TillEndpoints.demand + [
                TillEndpoints.memberCard,
                .optional("minutes", .integer(1...44_640), "For how long; 15 if left away."),
            ] + Standpoint.fields),
        answers: [.made("Put aside.", .named("hold"))], isNamedWrite: true, tellsReplays: true,
        takesCodes: true,
        run: { call in
            let place = try call.standpoint()
            let held = try await call.counter.hold(
                call.text("voucher"), try call.asked(), member: call.body["member"]?.string,
                minutes: Int(call.body["minutes"]?.integer ?? 15), in: place.shop,
                at: place.till, by: place.worker, operation: call.named())
            return .made(held.value, isReplay: held.isReplay)
        })

    private static let capture = Endpoint(
        method: .post, path: "/v1/holds/{hold}/capture", name: "capture",
        summary: "Take what was put aside", about: "Or part of it; the rest is given back.",
        part: .till, access: .scope(.hold), parameters: [holdID],
        body: .record(TillEndpoints.demand + Standpoint.fields),
        answers: [.made("Taken.", .named("redemption"))], isNamedWrite: true, tellsReplays: true,
        run: { call in
            let place = try call.standpoint()
            let redemption = try await call.counter.capture(
                try await call.ownOperation("hold"), try call.asked(), in: place.shop,
                at: place.till,
                by: place.worker, operation: call.named())
            return .made(redemption.value, isReplay: redemption.isReplay)
        })

    private static let release = Endpoint(
        method: .post, path: "/v1/holds/{hold}/release", name: "release",
        summary: "Give back what was put aside", part: .till, access: .scope(.hold),
        parameters: [holdID], body: .record(Standpoint.fields),
        answers: [.made("Given back.", .named("released_hold"))], isNamedWrite: true,
        tellsReplays: true,
        run: { call in
            let place = try call.standpoint()
            let released = try await call.counter.release(
                try await call.ownOperation("hold"), in: place.shop, at: place.till,
                by: place.worker,
                operation: call.named())
            return .made(released.value, isReplay: released.isReplay)
        })

    private static let holdID = Endpoint.Parameter.path("hold", .id, "The hold's id.")
}
