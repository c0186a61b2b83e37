import HTTPTypes
import ServiceLifecycle
import TesseraAnswers
import TesseraModel
import TesseraOperations

/// The same news for whoever comes and asks, from behind a firewall, or while writing a receiver.
enum WebhookFeed {
    static let endpoint = Endpoint(
        method: .get, path: "/v1/webhook-events", name: "list_webhook_events",
        summary: "What happened since, as messages would say it",
        about: "Without `after` it only tells where the journal ends. With `wait` it answers when "
            + "there is something, or after so many seconds; ask again with `next`.",
        part: .webhooks, access: .scope(.webhooks),
        parameters: [
            .query("after", .count, "The `next` of the answer before; 0 for all there ever was."),
            .query("limit", .integer(1...1_000), "How many at most; 100 if left away."),
            .query("type", type, "Only those."),
            .query("wait", .integer(0...30), "Seconds; none if left away."),
        ],
        answers: [
            .ok(
                "What happened, in the journal's order.",
                .record([
                    .required("items", .list(.named("webhook_event"), most: 1_000)),
                    .required("next", .count, "Where to ask from next time."),
                ]))
        ],
        run: { call in
            try await call.counter.numberNews()
            guard let after = call.parameters["after"].flatMap({ Int64($0) }) else {
                return reply(
                    WebhookPage(news: [], through: try await call.counter.latestNews()))
            }
            // Counted and not timed: the shop's clock may stand still, in training.
            var rests = 2 * (call.parameters["wait"].flatMap { Int($0) } ?? 0)
            var page = try await call.news(after: after)
            while page.news.isEmpty, rests > 0, await rest() {
                rests -= 1
                try await call.counter.numberNews()
                page = try await call.news(after: page.through)
            }
            return reply(page)
        })

    /// What news can be about.
    static let type = Shape.word(WebhookEventType.telling.map(\.rawValue))

    private static func reply(_ page: WebhookPage) -> Reply {
        .ok(
            .record(
                (
                    "items",
                    .array(
                        page.news.map { news in
                            JSONValue.record(("id", .string(news.id))).with(news.value.members)
                        })
                ), ("next", .integer(page.through))))
    }

    // Half a second is soon enough for people who look on; a service that ends does not wait.
    private static func rest() async -> Bool {
        await cancelWhenGracefulShutdown {
            do {
                try await Task.sleep(for: .milliseconds(500))
                return true
            } catch {
                return false
            }
        }
    }
}

extension Call {
    fileprivate func news(after sequence: Int64) async throws -> WebhookPage {
        let wanted = parameters["type"].flatMap { WebhookEventType(rawValue: $0) }
        return try await counter.news(after: sequence, limit: pageLimit, of: caller.acceptor) {
            wanted == nil || $0 == wanted
        }
    }
}
