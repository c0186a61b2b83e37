import TesseraJournal
import TesseraLedger
import TesseraModel

/// Something that happened, as it is told to those who want to know.
package struct WebhookNews: Hashable, Sendable {
    /// The message's id: the same for every try and every endpoint, so that a receiver can drop
    /// what it has.
    package let id: String
    /// What it is about.
    package let type: WebhookEventType
    /// When it happened.
    package let time: Timestamp
    /// Its number in the journal; `nil` for a try of an endpoint, of which nothing is booked.
    package let sequence: Int64?
    /// What was booked.
    package let booked: BookedOperation?
    /// What the voucher it is about promises; `nil` for none or several.
    package let terms: Terms?

    /// A try of an endpoint.
    init(trying operation: OperationID, at time: Timestamp) {
        id = "msg_\(operation.text)"
        type = .test
        self.time = time
        sequence = nil
        booked = nil
        terms = nil
    }

    init(_ booked: BookedOperation, _ type: WebhookEventType, sequence: Int64, _ terms: Terms?) {
        id = "msg_\(booked.operation.text)"
        self.type = type
        time = booked.time
        self.sequence = sequence
        self.booked = booked
        self.terms = terms
    }
}

/// A run of the journal, looked through for news.
package struct WebhookPage: Hashable, Sendable {
    /// What is wanted of it, in the journal's order.
    package let news: [WebhookNews]
    /// The last number that was looked at; the next page begins behind it.
    package let through: Int64

    /// A run of the journal.
    package init(news: [WebhookNews], through: Int64) {
        self.news = news
        self.through = through
    }
}

extension Counter {
    // The journal is read so many operations at a time, and so many times for one page, so that
    // a search for what seldom happens comes back and can be ended.
    private static let stride = 256
    private static let strides = 4

    /// Gives what was booked its place in the journal, so that it can be told.
    ///
    /// An operation is told by its number, which it gets when everything that could come before it
    /// has one; so nothing is missed that was committed late.
    ///
    /// - Throws: Infrastructure errors of the book.
    /// - Source: L4.
    package func numberNews() async throws {
        _ = try await Sealer(ledger: ledger).seal(upTo: 1_000)
    }

    /// The number of the latest operation in the journal; 0 for none.
    ///
    /// - Throws: Infrastructure errors of the book.
    package func latestNews() async throws -> Int64 {
        try await ledger.lastSeal()?.sequence ?? 0
    }

    /// What happened behind a place in the journal.
    ///
    /// - Parameters:
    ///   - sequence: The number before the first that is looked at.
    ///   - limit: How many at most, at least 1.
    ///   - acceptor: Whose news, by where it happened; `nil` for all.
    ///   - isWanted: What it must be about.
    /// - Returns: What was found, and how far the journal was looked through.
    /// - Throws: Infrastructure errors of the book.
    package func news(
        after sequence: Int64, limit: Int, of acceptor: ShopID?,
        about isWanted: (WebhookEventType) -> Bool
    ) async throws -> WebhookPage {
        var (found, through): ([WebhookNews], Int64) = ([], sequence)
        for _ in 0..<Counter.strides {
            let page = try await ledger.sealed(after: through, limit: Counter.stride)
            for sealed in page {
                guard found.count < limit else { return WebhookPage(news: found, through: through) }
                through = sealed.sequence
                let booked = sealed.operation
                guard let type = WebhookEventType(booked), isWanted(type) else { continue }
                if let acceptor, try await shop(of: booked) != acceptor { continue }
                found.append(
                    WebhookNews(
                        booked, type, sequence: sealed.sequence, try await terms(of: booked)))
            }
            guard page.count == Counter.stride else { break }
        }
        return WebhookPage(news: found, through: through)
    }

    /// The news that an operation with a place in the journal is.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` if there is no such operation; infrastructure
    /// errors.
    func news(of operation: OperationID, sequence: Int64) async throws -> WebhookNews {
        guard let booked = try await ledger.operation(operation),
            let type = WebhookEventType(booked)
        else { throw LedgerError.ledgerDamaged }
        return WebhookNews(booked, type, sequence: sequence, try await terms(of: booked))
    }

    private func terms(of booked: BookedOperation) async throws -> Terms? {
        guard let position = booked.position else { return nil }
        do {
            return try await ledger.batch(covering: position).order.terms
        } catch LedgerError.unknownVoucher {
            // A claim may name a voucher that nobody issued.
            return nil
        }
    }

    // Whose it is: where it happened, or with whom.
    private func shop(of booked: BookedOperation) async throws -> ShopID? {
        switch booked.wish {
        case .settle(let shop, _), .dispute(let shop, _, _, _), .endAgreement(let shop, _),
            .kit(let shop), .pair(_, let shop):
            return shop
        case .agree(let terms): return terms.id
        default:
            if let shop = booked.place?.shop { return shop }
            guard let other = booked.refersTo else { return nil }
            return try await ledger.operation(other)?.place?.shop
        }
    }
}
