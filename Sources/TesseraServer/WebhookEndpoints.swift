import HTTPTypes
import TesseraAnswers
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations

/// Places that are told what happens.
enum WebhookEndpoints {
    static let all = [
        add, list, endpoint, change, remove, test, deliveries, resend, WebhookFeed.endpoint,
    ]

    private static let add = Endpoint(
        method: .post, path: "/v1/webhook-endpoints", name: "add_webhook_endpoint",
        summary: "Tell an address what happens from now on",
        about: "Messages follow Standard Webhooks and come at least once, in no certain order; "
            + "`webhook-id` is the same whenever one is sent again. The answer has the `secret` "
            + "that signatures are checked with, and no later answer has it.",
        part: .webhooks, access: .scope(.webhooks),
        body: .record([.required("url", url, "https, of the public internet.")] + wish),
        answers: [.made("It is told from now on.", .named("webhook_endpoint"))],
        isNamedWrite: true,
        run: { call in
            let (endpoint, isReplay) = try await call.counter.addWebhook(
                WebhookWish(
                    url: call.text("url"), types: call.types ?? [], label: call.text("label")),
                for: call.caller.acceptor, operation: call.named())
            let secret = try call.counter.webhookSecret(of: endpoint).exposed
            return .made(endpoint.value(secret: secret), isReplay: isReplay)
        })

    private static let list = Endpoint(
        method: .get, path: "/v1/webhook-endpoints", name: "list_webhook_endpoints",
        summary: "Addresses that are told what happens", part: .webhooks,
        access: .scope(.webhooks), parameters: Paging.parameters,
        answers: [.ok("A page of them.", Paging.shape(of: .named("webhook_endpoint")))],
        run: { call in
            let after = call.parameters["after"]
            let all = try await call.counter.webhooks(of: call.caller.acceptor)
            let rest = after.map { after in all.filter { $0.id.text > after } } ?? all
            return Paging.reply(rest, call.pageLimit, cursor: { $0.id.text }) { $0.value() }
        })

    private static let endpoint = Endpoint(
        method: .get, path: "/v1/webhook-endpoints/{endpoint}", name: "get_webhook_endpoint",
        summary: "An address that is told what happens", part: .webhooks,
        access: .scope(.webhooks), parameters: [endpointID],
        answers: [.ok("As it is now; its ETag is for changing it.", .named("webhook_endpoint"))],
        run: { call in
            .ok(try await call.counter.webhook(call.endpoint(), of: call.caller.acceptor))
        })

    private static let change = Endpoint(
        method: .patch, path: "/v1/webhook-endpoints/{endpoint}",
        name: "change_webhook_endpoint",
        summary: "Change an address, what it is told, whether it is, or its secret",
        about: "With `sending` set to true it is told everything since it was told last. A new "
            + "secret is in the answer; for a day messages are signed with both.",
        part: .webhooks, access: .scope(.webhooks), parameters: [endpointID],
        body: .record(
            [.optional("url", url)] + wish + [
                .optional("sending", .flag, "Whether it is told."),
                .optional("new_secret", .flag, "Whether it gets another secret."),
            ]),
        answers: [.ok("As it is now.", .named("webhook_endpoint"))], isEdit: true,
        run: { call in
            var change = WebhookChange()
            change.url = call.body["url"]?.string
            change.types = call.types
            change.label = call.body["label"]?.string
            change.isSending = call.body["sending"]?.bool
            change.changesSecret = call.body["new_secret"]?.bool ?? false
            guard let version = call.ifMatch.flatMap(WebhookEndpoints.version) else {
                throw RequestError.staleEdit
            }
            do {
                let changed = try await call.counter.changeWebhook(
                    call.endpoint(), of: call.caller.acceptor, version: version, change)
                let secret =
                    change.changesSecret
                    ? try call.counter.webhookSecret(of: changed).exposed : nil
                return .ok(changed, secret: secret)
            } catch LedgerError.slipChanged {
                throw RequestError.staleEdit
            }
        })

    private static let remove = Endpoint(
        method: .delete, path: "/v1/webhook-endpoints/{endpoint}",
        name: "remove_webhook_endpoint", summary: "Tell an address nothing any more",
        part: .webhooks, access: .scope(.webhooks), parameters: [endpointID],
        answers: [
            Endpoint.Answer(status: 204, about: "It is gone, and so is what was on its way.")
        ],
        run: { call in
            try await call.counter.removeWebhook(call.endpoint(), of: call.caller.acceptor)
            return Reply(status: 204)
        })

    private static let test = Endpoint(
        method: .post, path: "/v1/webhook-endpoints/{endpoint}/test",
        name: "test_webhook_endpoint", summary: "Send a message of type webhook.test, once",
        about: "What came of it stands in the endpoint's deliveries a moment later.",
        part: .webhooks, access: .scope(.webhooks), parameters: [endpointID],
        answers: [
            Endpoint.Answer(
                status: 202, about: "It will be sent.", shape: .named("webhook_delivery"))
        ],
        run: { call in
            let delivery = try await call.counter.tryWebhook(
                call.endpoint(), of: call.caller.acceptor)
            return Reply(status: 202, value: delivery.value)
        })

    private static let deliveries = Endpoint(
        method: .get, path: "/v1/webhook-endpoints/{endpoint}/deliveries",
        name: "list_webhook_deliveries",
        summary: "What was sent to an address in the last 30 days, and what came of it",
        part: .webhooks, access: .scope(.webhooks),
        parameters: [
            endpointID,
            .query("state", .word(WebhookDelivery.State.allCases.map(\.rawValue)), "Only those."),
        ] + Paging.parameters,
        answers: [.ok("A page of them.", Paging.shape(of: .named("webhook_delivery")))],
        run: { call in
            let limit = call.pageLimit
            let found = try await call.counter.webhookDeliveries(
                of: call.endpoint(), of: call.caller.acceptor,
                in: call.parameters["state"].flatMap { WebhookDelivery.State(rawValue: $0) },
                after: call.parameters["after"], limit: limit + 1)
            return Paging.reply(found, limit, cursor: \.text, \.value)
        })

    private static let resend = Endpoint(
        method: .post, path: "/v1/webhook-endpoints/{endpoint}/deliveries/{delivery}/resend",
        name: "resend_webhook_delivery", summary: "Send a message again under its old id",
        part: .webhooks, access: .scope(.webhooks),
        parameters: [endpointID, .path("delivery", .id, "The delivery's id, `dlv_…`.")],
        answers: [
            Endpoint.Answer(
                status: 202, about: "It will be sent.", shape: .named("webhook_delivery"))
        ], problems: [409],
        run: { call in
            let delivery = try await call.counter.resendWebhook(
                call.parameter("delivery"), of: call.endpoint(), of: call.caller.acceptor)
            return Reply(status: 202, value: delivery.value)
        })

    private static let url = Shape.text(
        upTo: WebhookURL.mostByteCount, sample: "https://shop.example/hooks/tessera")
    private static let wish: [Shape.Field] = [
        .optional("types", .list(WebhookFeed.type, most: 64), "What about; everything if empty."),
        .optional("label", .text(upTo: 100), "A word for people."),
    ]
    private static let endpointID = Endpoint.Parameter.path(
        "endpoint", .id, "The endpoint's id, `whe_…`.")

    private static func version(_ tag: String) -> Int64? {
        guard tag.hasPrefix("\"v"), tag.hasSuffix("\""), tag.count > 3 else { return nil }
        return Int64(tag.dropFirst(2).dropLast())
    }
}

extension Reply {
    fileprivate static func ok(_ endpoint: WebhookEndpoint, secret: String? = nil) -> Reply {
        Reply(
            value: endpoint.value(secret: secret), headers: [("ETag", "\"v\(endpoint.version)\"")])
    }
}

extension Call {
    /// The endpoint that the path names.
    ///
    /// - Throws: ``RequestError/unfit(at:wanted:)``.
    fileprivate func endpoint() throws(RequestError) -> WebhookEndpointID {
        try parameter("endpoint", as: "an endpoint's id such as whe_01k…") {
            WebhookEndpointID($0)
        }
    }

    /// What somebody wants to be told; `nil` where the body does not say.
    fileprivate var types: [WebhookEventType]? {
        body["types"]?.array.map { words in
            words.compactMap(\.string).compactMap { WebhookEventType(rawValue: $0) }
        }
    }
}
