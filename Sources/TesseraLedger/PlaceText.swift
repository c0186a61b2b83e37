import TesseraModel

/// The till of a place and who worked there as one text, `till-1` or `till-1/ana-7`: what stores
/// keep. `/` cannot stand in a name.
package enum TillText {
    /// The text of a till and who worked there.
    package static func text(_ till: TillID, _ worker: OperatorID?) -> String {
        worker.map { "\(till.text)/\($0.text)" } ?? till.text
    }

    /// Reads a text; `nil` if it is none.
    package static func names(in text: String) -> (till: TillID, operator: OperatorID?)? {
        guard let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) else {
            return TillID(text).map { ($0, nil) }
        }
        guard let till = TillID(String(text[..<slash])),
            let worker = OperatorID(String(text[text.index(after: slash)...]))
        else { return nil }
        return (till, worker)
    }

    /// What the texts of a till with somebody at it begin with.
    package static func prefix(of till: TillID) -> String { "\(till.text)/" }

    /// The text behind all that begin with ``prefix(of:)``, byte by byte.
    package static func end(of till: TillID) -> String { "\(till.text)0" }
}

extension Place {
    /// The till and who worked there.
    package var tillText: String { TillText.text(till, `operator`) }

    /// A place out of its texts; `nil` if the till's is none.
    package init?(shop: ShopID?, tillText: String) {
        guard let names = TillText.names(in: tillText) else { return nil }
        self.init(shop: shop, till: names.till, operator: names.operator)
    }

    /// Returns whether it is the same till, whoever works there.
    func isSameTill(as shop: ShopID, _ till: TillID) -> Bool {
        self.shop == shop && self.till == till
    }
}

extension Use {
    /// The till and who worked there.
    package var tillText: String { TillText.text(till, `operator`) }

    /// Where it was: "till-3 in harbour by ana-7", for whoever hears of people there.
    package func spokenPlace(to hearer: Telling.Hearer = .own) -> String {
        let worker = hearer.hears(ofPeopleIn: shop) ? `operator` : nil
        return "\(till) in \(shop)" + (worker.map { " by \($0)" } ?? "")
    }
}

extension RedemptionRequest {
    /// The till and who works there.
    package var tillText: String { TillText.text(till, `operator`) }
}
