import HTTPTypes
import TesseraAnswers
import TesseraClaims
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraToken
import TesseraVerification

/// Tills that work without a network.
enum DeviceEndpoints {
    static let all = [pair, list, device, revoke, lease]

    private static let pair = Endpoint(
        method: .post, path: "/v1/devices", name: "pair_device",
        summary: "Make a machine a till that works without a network",
        about: "`pairing` is all that the machine needs once; it holds its key, so it is shown "
            + "and forgotten. Its kit is at `/v1/kits/{acceptor}`. A device that is paired again "
            + "is a new till: what it was before uploads in vain.",
        part: .parties, access: .scope(.devices),
        body: .record([
            .required("device", .name, "Its name, which stands in every entry."),
            .required("at", .name, "Where it stands: a shop or a partner."),
        ]), answers: [.made("Paired.", .named("paired_device"))], isNamedWrite: true,
        run: { call in
            try call.requireOffice()
            guard let id = try call.field("device", as: "a device's id", { TillID($0) }),
                let place = try call.field(
                    "at", as: "the id of a shop or a partner", { ShopID($0) })
            else { throw RequestError.unfit(at: "/device", wanted: "a device's id") }
            let till = try await call.counter.pairTill(id, at: place, operation: call.named())
            return .made(
                .record(
                    [("code", .string("paired"))] + till.fields + [
                        ("pairing", .string(PairingFile.text(of: till.pairing))),
                        ("kit_key", .string(try call.counter.kitPublicKey().fingerprint)),
                        ("training", .bool(till.pairing.isTraining)),
                    ]))
        })

    private static let list = Endpoint(
        method: .get, path: "/v1/devices", name: "list_devices",
        summary: "All devices, when they were heard of, and what they could lose at most",
        part: .parties, access: .reading(.devices), parameters: Paging.parameters,
        answers: [.ok("A page of them.", Paging.shape(of: .named("device")))],
        run: { call in
            let devices = try await call.counter.register().devices
            var exposures: [TillID: DeviceExposure] = [:]
            for exposure in try await call.counter.exposure() {
                exposures[exposure.device.id] = exposure
            }
            return call.page(devices.filter { call.mayRead($0.acceptor) }, by: \.id.text) {
                .record($0.fields + [("exposure", exposures[$0.id]?.value)])
            }
        })

    private static let device = Endpoint(
        method: .get, path: "/v1/devices/{device}", name: "get_device",
        summary: "A device with the keys that it holds",
        about: "`keys` are what a thief of it has; with suite hmac they make codes that tills "
            + "without a network believe.",
        part: .parties, access: .reading(.devices), parameters: [deviceID],
        answers: [.ok("As the book has it.", .named("device_with_keys"))],
        run: { call in
            let device = try await call.counter.register().device(call.device())
            guard call.mayRead(device.acceptor) else {
                throw RequestError.placeNotYours(device.id.text)
            }
            let exposure = try await call.counter.exposure().first { $0.device.id == device.id }
            let keys = try await call.counter.keys(heldBy: device)
            return .ok(
                .record(
                    device.fields + [
                        ("exposure", exposure?.value),
                        ("keys", .array(keys.map { .integer(Int64($0.record.id.number)) })),
                    ]))
        })

    private static let revoke = Endpoint(
        method: .post, path: "/v1/devices/{device}/revoke", name: "revoke_device",
        summary: "Give a device up: what it uploads from now on is recorded and not paid",
        about: "If it was stolen, `/v1/devices/{device}` says which keys the thief holds.",
        part: .parties, access: .scope(.devices), parameters: [deviceID],
        body: .record([PartyEndpoints.reason]),
        answers: [.ok("Given up.", PartyEndpoints.ended("revoked", "device"))], isNamedWrite: true,
        run: { call in
            try call.requireOffice()
            let id = try call.device()
            let (_, end) = try await call.counter.revoke(
                id, reason: try call.reason(), operation: call.named())
            return .ok(end.value("revoked", "device", id.text))
        })

    private static let lease = Endpoint(
        method: .post, path: "/v1/devices/{device}/leases", name: "lease_voucher",
        summary: "Put value or uses of a voucher aside for one device to spend offline",
        about: "Nobody else can spend it meanwhile. It is given back like any hold, "
            + "`/v1/holds/{hold}/release`.",
        part: .parties, access: .scope(.devices), parameters: [deviceID],
        body: .record([
            .required("voucher", .text(upTo: 2_048), "Its id, or what was scanned or typed."),
            .optional("amount", .named("money"), "So much of a gift card; or"),
            .optional("uses", .integer(1...65_535), "so many uses."),
            .optional("hours", .integer(1...2_160), "For how long; 24 if left away."),
        ]), answers: [.made("Put aside.", .named("lease"))], isNamedWrite: true,
        run: { call in
            try call.requireOffice()
            let id = try call.device()
            let asked = try call.asked()
            guard asked != .nothing else {
                throw RequestError.unfit(at: "/amount", wanted: "either amount or uses")
            }
            let position = try await call.counter.position(
                named: call.text("voucher"), at: call.counter.settings.till)
            let held = try await call.counter.lease(
                position, asked, to: id, hours: call.body["hours"]?.integer ?? 24,
                operation: call.named())
            return .made(
                held.value.with([("device", .string(id.text))]), isReplay: held.isReplay)
        })

    private static let deviceID = Endpoint.Parameter.path("device", .name, "The device's id.")
}
