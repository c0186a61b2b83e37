import TesseraConfiguration
import TesseraCrypto
import TesseraJournal
import TesseraLedger
import TesseraModel

/// What somebody wants to be told, and where.
package struct WebhookWish: Hashable, Sendable {
    /// Where to.
    package let url: String
    /// What about; empty for everything.
    package let types: [WebhookEventType]
    /// A word for people.
    package let label: String

    /// A wish.
    package init(url: String, types: [WebhookEventType], label: String) {
        self.url = url
        self.types = types.sorted { $0.rawValue < $1.rawValue }
        self.label = label
    }
}

/// What is changed about an endpoint; what is `nil` stays as it is.
package struct WebhookChange: Hashable, Sendable {
    /// Where to.
    package var url: String?
    /// What about; empty for everything.
    package var types: [WebhookEventType]?
    /// A word for people.
    package var label: String?
    /// Whether news is sent.
    package var isSending: Bool?
    /// Whether there is a new secret from now on; for a day the old one signs as well.
    package var changesSecret = false

    /// No change.
    package init() {}
}

/// How far the outside may be: what addresses are taken.
package enum WebhookReach: Hashable, Sendable {
    /// `https` to the internet.
    case internet
    /// Also `http` to this very machine, for training and tests.
    case loopbackToo

    /// Reads an address.
    ///
    /// - Throws: ``WebhookError/addressUnfit(_:)``.
    package func url(_ text: String) throws(WebhookError) -> WebhookURL {
        let url = try WebhookURL(text)
        guard url.isSecure || self == .loopbackToo else { throw .addressUnfit(.notSecure) }
        return url
    }

    /// Whether a connection to an address may be made.
    package func allows(_ address: WebhookAddress, isSecure: Bool) -> Bool {
        address.isLoopback ? self == .loopbackToo : isSecure && address.isPublic
    }
}

extension Counter {
    /// Where news may be sent from this shop: a training shop may try it on one machine.
    package var webhookReach: WebhookReach { keys.isTraining ? .loopbackToo : .internet }

    /// Adds a place that is told news from now on.
    ///
    /// - Parameters:
    ///   - wish: Where to and what about.
    ///   - acceptor: Whose place's news; `nil` for all.
    ///   - operation: The caller's name for this intention.
    /// - Returns: The endpoint as it was made, also when it was changed or removed since, and
    ///   whether this is the answer that the operation got earlier.
    /// - Throws: ``WebhookError/addressUnfit(_:)``, ``WebhookError/tooManyEndpoints(most:)``;
    ///   ``LedgerError/operationReused(_:)``; infrastructure errors.
    package func addWebhook(
        _ wish: WebhookWish, for acceptor: ShopID?, operation: OperationID
    ) async throws -> (endpoint: WebhookEndpoint, isReplay: Bool) {
        let url = try webhookReach.url(wish.url)
        let id = WebhookEndpointID(operation)
        let words = [url.text, wish.label, acceptor?.text ?? ""] + wish.types.map(\.rawValue)
        let made = Digest.sha256(Array(try CompactText.text(of: words).utf8)).prefix(16)
            .map { String($0, radix: 16) }.joined(separator: ".")
        func content(_ createdAt: Timestamp) -> WebhookEndpoint.Content {
            WebhookEndpoint.Content(
                url: url.text, types: wish.types, label: wish.label, acceptor: acceptor, stop: nil,
                secretNumber: 1, overlap: nil, createdAt: createdAt, made: made)
        }
        if let earlier = try await firstWish(for: id) {
            guard earlier.made == made else { throw LedgerError.operationReused(operation) }
            return (WebhookEndpoint(id: id, version: 1, content(earlier.createdAt)), true)
        }
        guard try await webhooks(of: nil).count < WebhookEndpoint.mostCount else {
            throw WebhookError.tooManyEndpoints(most: WebhookEndpoint.mostCount)
        }
        // What was booked before is no news for it.
        _ = try await Sealer(ledger: ledger).seal()
        let progress = WebhookProgress(through: try await latestNews(), failingSince: nil)
        let now = clock.now()
        // Before the endpoint, which nobody works on without it.
        try await ledger.removeSlip(WebhookSlip.progress(id), replacing: nil)
        _ = try await ledger.write(
            WebhookSlip.bytes(progress), as: WebhookSlip.progress(id), replacing: nil,
            expiresAt: nil, at: now)
        let slip = try await ledger.write(
            WebhookSlip.bytes(content(now)), as: WebhookSlip.endpoint(id), replacing: nil,
            expiresAt: nil, at: now)
        return (try WebhookEndpoint(id: id, slip), false)
    }

    /// All endpoints, oldest first.
    ///
    /// - Parameter acceptor: Only this one's; `nil` for all.
    /// - Returns: At most ``WebhookEndpoint/mostCount``.
    /// - Throws: Infrastructure errors.
    package func webhooks(of acceptor: ShopID?) async throws -> [WebhookEndpoint] {
        var found: [WebhookEndpoint] = []
        let slips = try await ledger.slips(
            under: WebhookSlip.endpoints, after: nil, limit: WebhookEndpoint.mostCount + 100,
            at: clock.now())
        for slip in slips {
            let text = String(slip.name.dropFirst(WebhookSlip.endpoints.count))
            guard let id = WebhookEndpointID(text) else { throw LedgerError.ledgerDamaged }
            let endpoint = try WebhookEndpoint(id: id, slip)
            if acceptor == nil || endpoint.content.acceptor == acceptor { found.append(endpoint) }
        }
        return found
    }

    /// The endpoint with a name.
    ///
    /// - Throws: ``WebhookError/unknownEndpoint(_:)`` if there is none, or it is not this
    ///   acceptor's; infrastructure errors.
    package func webhook(
        _ id: WebhookEndpointID, of acceptor: ShopID?
    ) async throws -> WebhookEndpoint {
        guard let found = try await endpoint(id),
            acceptor == nil || found.content.acceptor == acceptor
        else { throw WebhookError.unknownEndpoint(id) }
        return found
    }

    /// Changes an endpoint.
    ///
    /// - Parameters:
    ///   - id: Which one.
    ///   - acceptor: Who asks; `nil` for the issuer.
    ///   - version: The version that was read.
    ///   - change: What is changed about it.
    /// - Returns: The endpoint as it is now.
    /// - Throws: ``LedgerError/slipChanged(_:)`` if it was changed since; what
    ///   ``webhook(_:of:)`` and ``addWebhook(_:for:operation:)`` throw.
    package func changeWebhook(
        _ id: WebhookEndpointID, of acceptor: ShopID?, version: Int64, _ change: WebhookChange
    ) async throws -> WebhookEndpoint {
        var content = try await webhook(id, of: acceptor).content
        if let url = change.url { content.url = try webhookReach.url(url).text }
        if let types = change.types { content.types = types.sorted { $0.rawValue < $1.rawValue } }
        if let label = change.label { content.label = label }
        if let isSending = change.isSending { content.stop = isSending ? nil : .paused }
        if change.changesSecret {
            content.secretNumber += 1
            content.overlap = clock.now().advanced(
                byMilliseconds: WebhookEndpoint.overlapMilliseconds)
        }
        let slip = try await ledger.write(
            WebhookSlip.bytes(content), as: WebhookSlip.endpoint(id), replacing: version,
            expiresAt: nil, at: clock.now())
        return try WebhookEndpoint(id: id, slip)
    }

    /// Removes an endpoint; what was on its way is not sent any more.
    ///
    /// - Throws: What ``webhook(_:of:)`` throws.
    package func removeWebhook(_ id: WebhookEndpointID, of acceptor: ShopID?) async throws {
        let content = try await webhook(id, of: acceptor).content
        let rest = RemovedWebhook(createdAt: content.createdAt, made: content.made)
        if try await ledger.slip(WebhookSlip.removed(id), at: clock.now()) == nil {
            _ = try await ledger.write(
                WebhookSlip.bytes(rest), as: WebhookSlip.removed(id), replacing: nil,
                expiresAt: nil, at: clock.now())
        }
        try await ledger.removeSlip(WebhookSlip.endpoint(id), replacing: nil)
        try await ledger.removeSlip(WebhookSlip.progress(id), replacing: nil)
    }

    /// The secret that signs for an endpoint.
    ///
    /// It is made from the shop's secret whenever it is needed and stands nowhere: neither in the
    /// book nor in a backup of it.
    ///
    /// - Parameters:
    ///   - endpoint: For which one.
    ///   - number: Which secret, from 1; `nil` for the present one.
    /// - Returns: The same for ever.
    /// - Throws: What fetching the shop's secret throws; ``CryptoError``.
    package func webhookSecret(
        of endpoint: WebhookEndpoint, number: Int? = nil
    ) throws -> WebhookSecret {
        let name = "webhook/\(endpoint.id.text)/\(number ?? endpoint.content.secretNumber)"
        return try WebhookSecret(SecretBytes(try profiles.seed(name)))
    }

    /// The secret that signs what is shown to whoever writes a receiver; no endpoint has it.
    ///
    /// - Returns: The same for ever.
    /// - Throws: What fetching the shop's secret throws; ``CryptoError``.
    package func listeningSecret() throws -> WebhookSecret {
        try WebhookSecret(SecretBytes(try profiles.seed("webhook/listen")))
    }

    // The wish that made an endpoint, which may have been removed since.
    private func firstWish(for id: WebhookEndpointID) async throws -> RemovedWebhook? {
        if let content = try await endpoint(id)?.content {
            return RemovedWebhook(createdAt: content.createdAt, made: content.made)
        }
        return try await ledger.slip(WebhookSlip.removed(id), at: clock.now()).map { slip in
            try CompactText.value(
                RemovedWebhook.self, of: String(decoding: slip.value, as: UTF8.self))
        }
    }

    func endpoint(_ id: WebhookEndpointID) async throws -> WebhookEndpoint? {
        try await ledger.slip(WebhookSlip.endpoint(id), at: clock.now()).map {
            try WebhookEndpoint(id: id, $0)
        }
    }
}
