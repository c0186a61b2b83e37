import TesseraCrypto
import TesseraLedger
import TesseraModel

// What a dispatcher does in one round: what is new, and what is due again.

extension WebhookDispatcher {
    /// Sends news for the first time and notes what came of it; what is noted already is left.
    ///
    /// - Parameters:
    ///   - news: What is new, in the journal's order.
    ///   - endpoint: Whom.
    ///   - sequence: The number of the journal before the first of them.
    /// - Returns: The answers of what was sent.
    /// - Throws: Infrastructure errors of the book, or of chance.
    func tell(
        _ news: [WebhookNews], to endpoint: WebhookEndpoint, after sequence: Int64
    ) async throws -> [WebhookAnswer] {
        guard !news.isEmpty else { return [] }
        // Noted by somebody who could not move the place in the journal any more.
        let prefix = WebhookSlip.deliveries(endpoint.id)
        let known = try await counter.ledger.slips(
            under: prefix, after: prefix + WebhookSlip.padded(sequence), limit: 1_000,
            at: counter.clock.now())
        let names = Set(known.map(\.name))
        return try await withThrowingTaskGroup(of: WebhookAnswer?.self) { group in
            for item in news {
                let delivery = WebhookDelivery(item, at: counter.clock.now())
                guard !names.contains(prefix + delivery.key) else { continue }
                group.addTask { try await attempt(delivery, item, endpoint, replacing: nil) }
            }
            return try await group.reduce(into: []) { answers, answer in
                if let answer { answers.append(answer) }
            }
        }
    }

    /// Sends what is due again.
    ///
    /// - Returns: The answers of what was sent.
    /// - Throws: Infrastructure errors of the book, or of chance.
    func retry(_ endpoint: WebhookEndpoint) async throws -> [WebhookAnswer] {
        let ripe = try await ripe(endpoint.id, limit: WebhookDispatcher.atOnce)
        return try await withThrowingTaskGroup(of: WebhookAnswer?.self) { group in
            for due in ripe { group.addTask { try await retry(due, endpoint) } }
            return try await group.reduce(into: []) { answers, answer in
                if let answer { answers.append(answer) }
            }
        }
    }

    /// What is due by now, the longest waiting first.
    func ripe(_ id: WebhookEndpointID, limit: Int) async throws -> [WebhookDue] {
        let now = counter.clock.now()
        return try await counter.ledger.slips(
            under: WebhookSlip.dues(id), after: nil, limit: limit, at: now
        ).map { slip in try WebhookDue(slip, of: id) }.filter { $0.time <= now }
    }

    private func retry(
        _ due: WebhookDue, _ endpoint: WebhookEndpoint
    ) async throws -> WebhookAnswer? {
        let name = WebhookSlip.deliveries(endpoint.id) + due.key
        var answer: WebhookAnswer?
        if let slip = try await counter.ledger.slip(name, at: counter.clock.now()) {
            let delivery = try WebhookDelivery(slip)
            if delivery.nextTry == due.time {
                answer = try await attempt(
                    delivery, try await news(of: delivery), endpoint, replacing: slip.version)
            }
        }
        try await counter.ledger.removeSlip(due.name(of: endpoint.id), replacing: nil)
        return answer
    }

    private func news(of delivery: WebhookDelivery) async throws -> WebhookNews {
        if let operation = delivery.operation, let sequence = Int64(delivery.key) {
            return try await counter.news(of: operation, sequence: sequence)
        }
        guard let operation = OperationID(String(delivery.message.dropFirst(4))) else {
            throw LedgerError.ledgerDamaged
        }
        return WebhookNews(trying: operation, at: delivery.createdAt)
    }

    // Sent first and noted then: the other way round, news could be noted and never sent.
    private func attempt(
        _ delivery: WebhookDelivery, _ news: WebhookNews, _ endpoint: WebhookEndpoint,
        replacing version: Int64?
    ) async throws -> WebhookAnswer? {
        let answer = await sender.send(
            try message(news, endpoint), to: try WebhookURL(endpoint.content.url))
        let bytes = try counter.chance.bytes(2)
        var noted = delivery
        noted.note(
            answer, at: counter.clock.now(), chance: UInt16(bytes[0]) << 8 | UInt16(bytes[1]))
        do {
            try await counter.keep(noted, of: endpoint.id, replacing: version)
        } catch LedgerError.slipChanged {
            // Noted by somebody else, or wanted again meanwhile: what stands there holds.
            return nil
        }
        return answer
    }

    private func message(
        _ news: WebhookNews, _ endpoint: WebhookEndpoint
    ) throws -> WebhookMessage {
        let (now, body) = (counter.clock.now(), write(news))
        var numbers = [endpoint.content.secretNumber]
        if let overlap = endpoint.content.overlap, now < overlap { numbers.append(numbers[0] - 1) }
        let secrets = try numbers.map { number in
            try counter.webhookSecret(of: endpoint, number: number)
        }
        return WebhookMessage(news, body: body, signedWith: secrets, at: now)
    }
}
