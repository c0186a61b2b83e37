import TesseraLedger
import TesseraModel

/// Tells endpoints what the journal says.
///
/// Any number of services may have one: a lease that runs out says who works on an endpoint, so
/// that
/// one that was killed is replaced. What is promised:
///
/// 1. Every piece of news that an endpoint wants becomes one delivery: its name is its number in
///    the
///    journal, and no name is written twice.
/// 2. The place in the journal moves on only when everything before it is a delivery on the disk.
/// 3. A message that was sent and not noted, because somebody was killed in between, is sent again
///    with the same id.
/// 4. Time, chance and the way out are handed in.
package struct WebhookDispatcher: Sendable {
    /// How long an endpoint is one service's alone; longer than a round takes.
    package static let leaseMilliseconds: Int64 = 60_000
    /// How long an endpoint may fail before nothing is sent any more.
    package static let patienceMilliseconds: Int64 = 5 * 86_400_000
    /// How many messages go to one endpoint at once.
    static let atOnce = 16

    let counter: Counter
    let sender: any WebhookSender
    let name: String
    let write: @Sendable (WebhookNews) -> [UInt8]

    /// A dispatcher.
    ///
    /// - Parameters:
    ///   - counter: Where the journal is.
    ///   - sender: Who brings messages away.
    ///   - name: What tells this service from the others.
    ///   - write: What is sent about something: JSON without any code, token or person.
    package init(
        _ counter: Counter, _ sender: any WebhookSender, name: String,
        write: @escaping @Sendable (WebhookNews) -> [UInt8]
    ) {
        self.counter = counter
        self.sender = sender
        self.name = name
        self.write = write
    }

    /// The endpoints that news is sent to, once everything booked has its number.
    ///
    /// - Throws: Infrastructure errors of the book.
    package func endpoints() async throws -> [WebhookEndpointID] {
        let sending = try await counter.webhooks(of: nil).filter { $0.content.stop == nil }
        if !sending.isEmpty { try await counter.numberNews() }
        return sending.map(\.id)
    }

    /// Works on an endpoint until there is nothing to do, unless somebody else does.
    ///
    /// - Returns: Whether there was something to do.
    /// - Throws: Infrastructure errors of the book, or of chance; what was sent and could not be
    ///   noted is sent again.
    @discardableResult
    package func work(on id: WebhookEndpointID) async throws -> Bool {
        guard try await isNeeded(id), var lease = try await take(id) else { return false }
        do {
            while try await round(id) {
                lease = try await lengthen(lease)
                try Task.checkCancellation()
            }
        } catch LedgerError.slipChanged {
            // Somebody else has it now, or changed it: whoever comes next goes on from what is
            // noted.
        } catch {
            try? await counter.ledger.removeSlip(lease.name, replacing: lease.version)
            throw error
        }
        // Its end would come by itself; another service need not wait for it.
        try? await counter.ledger.removeSlip(lease.name, replacing: lease.version)
        return true
    }

    private func isNeeded(_ id: WebhookEndpointID) async throws -> Bool {
        guard let endpoint = try await counter.endpoint(id), endpoint.content.stop == nil,
            let (progress, _) = try await progress(of: id)
        else { return false }
        let next = try await counter.ledger.sealed(after: progress.through, limit: 1)
        if !next.isEmpty { return true }
        return try await !ripe(id, limit: 1).isEmpty
    }

    private func take(_ id: WebhookEndpointID) async throws -> Slip? {
        let now = counter.clock.now()
        do {
            return try await counter.ledger.write(
                Array(name.utf8), as: WebhookSlip.lease(id), replacing: nil,
                expiresAt: now.advanced(byMilliseconds: WebhookDispatcher.leaseMilliseconds),
                at: now)
        } catch LedgerError.slipChanged {
            return nil
        }
    }

    private func lengthen(_ lease: Slip) async throws -> Slip {
        let now = counter.clock.now()
        guard lease.stands(at: now) else { throw LedgerError.slipChanged(lease.name) }
        return try await counter.ledger.write(
            lease.value, as: lease.name, replacing: lease.version,
            expiresAt: now.advanced(byMilliseconds: WebhookDispatcher.leaseMilliseconds), at: now)
    }

    private func round(_ id: WebhookEndpointID) async throws -> Bool {
        guard let endpoint = try await counter.endpoint(id), endpoint.content.stop == nil,
            let (progress, version) = try await progress(of: id)
        else { return false }
        let again = try await retry(endpoint)
        let page = try await counter.news(
            after: progress.through, limit: WebhookDispatcher.atOnce,
            of: endpoint.content.acceptor, about: endpoint.wants)
        let first = try await tell(page.news, to: endpoint, after: progress.through)
        let answers = again + first
        guard page.through > progress.through || !answers.isEmpty else { return false }
        var next = WebhookProgress(
            through: page.through, failingSince: progress.failingSince)
        if answers.contains(where: \.isTaken) {
            next.failingSince = nil
        } else if !answers.isEmpty {
            next.failingSince = progress.failingSince ?? counter.clock.now()
        }
        try await judge(id, answers, &next)
        if next != progress {
            _ = try await counter.ledger.write(
                WebhookSlip.bytes(next), as: WebhookSlip.progress(id), replacing: version,
                expiresAt: nil, at: counter.clock.now())
        }
        return true
    }

    // Ends what has no use: the receiver said so, or was not heard of for days.
    private func judge(
        _ id: WebhookEndpointID, _ answers: [WebhookAnswer], _ progress: inout WebhookProgress
    ) async throws {
        let patience = WebhookDispatcher.patienceMilliseconds
        var stop: WebhookEndpoint.Stop?
        if answers.contains(where: \.isGone) {
            stop = .gone
        } else if let since = progress.failingSince,
            since.advanced(byMilliseconds: patience) <= counter.clock.now()
        {
            stop = .failing
        }
        guard let stop, let endpoint = try await counter.endpoint(id),
            endpoint.content.stop == nil
        else { return }
        // Whoever starts it again starts the clock again.
        progress.failingSince = nil
        try await counter.stop(endpoint, stop)
    }

    private func progress(
        of id: WebhookEndpointID
    ) async throws -> (progress: WebhookProgress, version: Int64)? {
        let name = WebhookSlip.progress(id)
        guard let slip = try await counter.ledger.slip(name, at: counter.clock.now()) else {
            return nil
        }
        let text = String(decoding: slip.value, as: UTF8.self)
        return (try CompactText.value(WebhookProgress.self, of: text), slip.version)
    }
}

extension Counter {
    fileprivate func stop(
        _ endpoint: WebhookEndpoint, _ stop: WebhookEndpoint.Stop
    ) async throws {
        var content = endpoint.content
        content.stop = stop
        _ = try await ledger.write(
            WebhookSlip.bytes(content), as: WebhookSlip.endpoint(endpoint.id),
            replacing: endpoint.version, expiresAt: nil, at: clock.now())
    }
}
