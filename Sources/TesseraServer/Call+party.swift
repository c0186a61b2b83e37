import TesseraAnswers
import TesseraConfiguration
import TesseraModel
import TesseraOperations

// Whose things a caller may see, and lists that are short enough to be read whole.

extension Call {
    /// Whether the caller may read what is an acceptor's.
    func mayRead(_ acceptor: ShopID?) -> Bool {
        caller.acceptor == nil || caller.acceptor == acceptor
    }

    /// Refuses a caller that is bound to one shop or partner: this is for the office.
    ///
    /// - Throws: ``RequestError/placeNotYours(_:)``.
    func requireOffice() throws(RequestError) {
        try caller.requireOffice(for: "the office")
    }

    /// The acceptor that the path or the query names, if it is the caller's.
    ///
    /// - Throws: ``RequestError/placeNotYours(_:)``, ``RequestError/unfit(at:wanted:)``.
    func ownAcceptor(_ name: String) throws(RequestError) -> ShopID {
        let id = try parameter(name, as: "the id of a shop or a partner") { ShopID($0) }
        guard mayRead(id) else { throw .placeNotYours(id.text) }
        return id
    }

    /// The device that the path names.
    ///
    /// - Throws: ``RequestError/unfit(at:wanted:)``.
    func device() throws(RequestError) -> TillID {
        try parameter("device", as: "a device's id") { TillID($0) }
    }

    /// Refuses what is another device's, if the caller is one itself.
    ///
    /// - Throws: ``RequestError/placeNotYours(_:)``.
    func requireOwnDevice(_ device: TillID?) throws(RequestError) {
        guard let till = caller.till, let device, till != device else { return }
        throw .placeNotYours(device.text)
    }

    /// A reason of the body.
    ///
    /// - Throws: ``RequestError/unfit(at:wanted:)`` for more than one line, or nothing.
    func reason() throws(RequestError) -> String {
        let reason = text("reason")
        guard reason.isOneLine, (1...200).contains(reason.trimmed.count) else {
            throw .unfit(at: "/reason", wanted: "one line of 1 to 200 characters")
        }
        return reason
    }

    /// A page of a list that is at hand whole.
    ///
    /// - Parameters:
    ///   - items: All of them.
    ///   - name: What they are in order of, and what stands for them as a cursor.
    ///   - value: The item as it is shown.
    /// - Returns: What comes behind the cursor, and the next one.
    func page<Item>(
        _ items: [Item], by name: (Item) -> String, _ value: (Item) -> JSONValue
    ) -> Reply {
        let after = parameters["after"] ?? ""
        let rest = items.filter { name($0) > after }.sorted { name($0) < name($1) }
        return Paging.reply(rest, pageLimit, cursor: name, value)
    }
}
