import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraOperations

// What a caller that is bound to one place may see and do beyond it.

extension Caller {
    /// Refuses a partner: members and what they do are known to the issuer's own shops alone.
    ///
    /// - Parameters:
    ///   - settings: Which name the issuer's shops.
    ///   - what: What was asked for, for the sentence: `members`.
    /// - Throws: ``RequestError/placeNotYours(_:)``.
    func requireOwnShop(_ settings: Settings, for what: String) throws(RequestError) {
        guard let acceptor, settings.shop(acceptor) == nil else { return }
        throw .placeNotYours(what)
    }

    /// Refuses whoever is bound to one place: what is asked concerns all of them.
    ///
    /// - Parameter what: What was asked for, for the sentence: `campaigns`.
    /// - Throws: ``RequestError/placeNotYours(_:)``.
    func requireOffice(for what: String) throws(RequestError) {
        if acceptor != nil { throw .placeNotYours(what) }
    }

    /// As whom the caller hears a "no".
    ///
    /// - Parameter settings: Which name the issuer's shops.
    /// - Returns: One of the issuer's own, or a partner.
    func hearer(_ settings: Settings) -> Telling.Hearer {
        guard let acceptor, settings.shop(acceptor) == nil else { return .own }
        return .partner(acceptor)
    }

    /// Whether an event is among those that the caller may see: all, or those of its shop.
    func sees(_ event: LoyaltyEvent) -> Bool { acceptor.map { $0 == event.shop } ?? true }
}

extension Call {
    /// The operation that the path names, if it was booked where the caller may act.
    ///
    /// Whether there is one is for the counter to say: this refuses only what is somebody else's.
    ///
    /// - Throws: ``RequestError/placeNotYours(_:)``; ``RequestError/unfit(at:wanted:)``;
    ///   ``LedgerError``.
    func ownOperation(_ name: String) async throws -> OperationID {
        let id = try operation(name)
        guard let acceptor = caller.acceptor, let booked = try await counter.ledger.operation(id),
            booked.place?.shop != acceptor
        else { return id }
        throw RequestError.placeNotYours(try parameter(name))
    }

    /// Refuses to be told that something happened at a till of somebody else.
    ///
    /// Names of tills are free, so only a paired device is known to be somebody's.
    ///
    /// - Throws: ``RequestError/placeNotYours(_:)``; ``LedgerError``.
    func requireOwnTill() async throws {
        guard let acceptor = caller.acceptor,
            let till = body["till"]?.string.flatMap({ TillID($0) }), till != caller.till,
            case .device(let device)? = try await counter.ledger.party(.device(till)),
            device.acceptor != acceptor
        else { return }
        throw RequestError.placeNotYours(till.text)
    }

    /// Refuses a partner: vouchers are issued and looked after by the issuer's own shops.
    ///
    /// - Throws: ``RequestError/placeNotYours(_:)``.
    func requireVoucherDesk() throws(RequestError) {
        try caller.requireOwnShop(counter.settings, for: "vouchers")
    }

    /// Whether the caller may look after a batch: any for the office, for a shop what the issuer's
    /// own shops take.
    func looksAfter(_ batch: Batch) -> Bool {
        caller.acceptor == nil || batch.order.audience == .ownShops
    }

    /// Refuses to let a shop look after what was issued for a partner.
    ///
    /// - Throws: ``RequestError/placeNotYours(_:)``.
    func requireOwn(_ batch: Batch) throws(RequestError) {
        guard looksAfter(batch) else { throw .placeNotYours(batch.id.text) }
    }

    /// A member that may be looked at: the number of the path.
    ///
    /// - Throws: ``RequestError/placeNotYours(_:)``; ``RequestError/unfit(at:wanted:)``.
    func memberNumber() throws(RequestError) -> MemberNumber {
        try caller.requireOwnShop(counter.settings, for: "members")
        return try parameter("member", as: "a member's number such as mem_604173310862") {
            MemberNumber(text: $0)
        }
    }

    /// A text of the body on one line; empty where it was left away.
    ///
    /// - Throws: ``RequestError/unfit(at:wanted:)``.
    func oneLine(_ name: String) throws(RequestError) -> String {
        let text = body[name]?.string ?? ""
        guard text.isOneLine else { throw .unfit(at: "/\(name)", wanted: "one line") }
        return text
    }
}

extension Paging {
    /// A page of a list that is read whole.
    ///
    /// - Parameters:
    ///   - all: The list.
    ///   - call: What says behind which item the page begins, and how many it has.
    ///   - cursor: What stands for an item.
    ///   - value: The item as it is shown.
    /// - Returns: What is answered.
    /// - Throws: ``RequestError/unfit(at:wanted:)`` for a cursor that is not of this list.
    static func reply<Item>(
        ofAll all: [Item], _ call: Call, cursor: (Item) -> String, _ value: (Item) -> JSONValue
    ) throws(RequestError) -> Reply {
        var rest = all[...]
        if let after = call.parameters["after"] {
            guard let index = all.firstIndex(where: { cursor($0) == after }) else {
                throw .unfit(at: "after", wanted: "the next of the page before")
            }
            rest = all[(index + 1)...]
        }
        let limit = call.pageLimit
        return reply(Array(rest.prefix(limit + 1)), limit, cursor: cursor, value)
    }
}
