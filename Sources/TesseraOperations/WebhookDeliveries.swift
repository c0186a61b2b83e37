import TesseraLedger
import TesseraModel

extension Counter {
    /// A page of an endpoint's deliveries, tries of the endpoint after all others.
    ///
    /// - Parameters:
    ///   - id: Which endpoint.
    ///   - acceptor: Who asks; `nil` for the issuer.
    ///   - state: Only those that are so far; `nil` for all.
    ///   - text: Only those behind this one; `nil` from the beginning.
    ///   - limit: How many at most, at least 1.
    /// - Returns: Fewer than the limit only at the end.
    /// - Throws: ``WebhookError/unknownEndpoint(_:)``, ``WebhookError/unknownDelivery(_:)`` for
    /// what
    ///   is no name of a delivery; infrastructure errors.
    package func webhookDeliveries(
        of id: WebhookEndpointID, of acceptor: ShopID?, in state: WebhookDelivery.State?,
        after text: String?, limit: Int
    ) async throws -> [WebhookDelivery] {
        _ = try await webhook(id, of: acceptor)
        let prefix = WebhookSlip.deliveries(id)
        var last: String?
        if let text { last = prefix + (try WebhookDelivery.key(called: text)) }
        var found: [WebhookDelivery] = []
        while found.count < limit {
            let page = try await ledger.slips(
                under: prefix, after: last, limit: 200, at: clock.now())
            for slip in page {
                let delivery = try WebhookDelivery(slip)
                if state == nil || delivery.state == state { found.append(delivery) }
            }
            guard page.count == 200, let name = page.last?.name else { break }
            last = name
        }
        return Array(found.prefix(limit))
    }

    /// Sends a delivery again, whatever became of it, with a schedule of its own and the same id.
    ///
    /// - Returns: The delivery as it waits to be sent.
    /// - Throws: ``WebhookError/unknownEndpoint(_:)``, ``WebhookError/unknownDelivery(_:)``;
    ///   ``LedgerError/slipChanged(_:)`` if it is being tried this very moment; infrastructure
    ///   errors.
    package func resendWebhook(
        _ text: String, of id: WebhookEndpointID, of acceptor: ShopID?
    ) async throws -> WebhookDelivery {
        _ = try await webhook(id, of: acceptor)
        let name = WebhookSlip.deliveries(id) + (try WebhookDelivery.key(called: text))
        guard let slip = try await ledger.slip(name, at: clock.now()) else {
            throw WebhookError.unknownDelivery(text)
        }
        var delivery = try WebhookDelivery(slip)
        delivery.state = .pending
        delivery.tries = 0
        delivery.nextTry = clock.now()
        try await keep(delivery, of: id, replacing: slip.version)
        return delivery
    }

    /// Sends a message that says only that it is a try.
    ///
    /// - Returns: The delivery as it waits to be sent; it is tried once.
    /// - Throws: ``WebhookError/unknownEndpoint(_:)``; infrastructure errors.
    package func tryWebhook(
        _ id: WebhookEndpointID, of acceptor: ShopID?
    ) async throws -> WebhookDelivery {
        _ = try await webhook(id, of: acceptor)
        let now = clock.now()
        var delivery = WebhookDelivery(
            WebhookNews(trying: try newOperation(), at: now), at: now)
        delivery.nextTry = now
        try await keep(delivery, of: id, replacing: nil)
        return delivery
    }

    /// Keeps a delivery as it is now, and where it waits, the note of when it is due.
    ///
    /// The note comes first: one without its delivery, or with a delivery that is due another time,
    /// is dropped when its time comes; a delivery without its note would wait for ever.
    func keep(
        _ delivery: WebhookDelivery, of id: WebhookEndpointID, replacing version: Int64?
    ) async throws {
        let now = clock.now()
        let end = now.advanced(byMilliseconds: WebhookDelivery.keptMilliseconds)
        if let time = delivery.nextTry {
            let due = WebhookDue(time: time, key: delivery.key).name(of: id)
            try await ledger.removeSlip(due, replacing: nil)
            _ = try await ledger.write([], as: due, replacing: nil, expiresAt: end, at: now)
        }
        _ = try await ledger.write(
            WebhookSlip.bytes(delivery), as: WebhookSlip.deliveries(id) + delivery.key,
            replacing: version, expiresAt: end, at: now)
    }
}

extension WebhookDelivery {
    init(_ slip: Slip) throws(LedgerError) {
        self = try CompactText.value(
            WebhookDelivery.self, of: String(decoding: slip.value, as: UTF8.self))
    }

    /// The key in a name.
    ///
    /// - Throws: ``WebhookError/unknownDelivery(_:)`` for what no delivery is called.
    fileprivate static func key(called text: String) throws(WebhookError) -> String {
        guard let key = key(in: text) else { throw .unknownDelivery(String(text.prefix(40))) }
        return key
    }
}

/// When a delivery is due: notes that sort by their time.
struct WebhookDue: Hashable, Sendable {
    let time: Timestamp
    let key: String

    init(time: Timestamp, key: String) {
        self.time = time
        self.key = key
    }

    /// Reads a slip's name.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` for another name.
    init(_ slip: Slip, of id: WebhookEndpointID) throws(LedgerError) {
        let parts = slip.name.dropFirst(WebhookSlip.dues(id).count).split(separator: "/")
        guard parts.count == 2, let time = Int64(parts[0]) else { throw .ledgerDamaged }
        self.init(time: Timestamp(milliseconds: time), key: String(parts[1]))
    }

    func name(of id: WebhookEndpointID) -> String {
        WebhookSlip.dues(id) + "\(WebhookSlip.padded(time.milliseconds))/\(key)"
    }
}
