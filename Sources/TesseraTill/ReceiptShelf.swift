import TesseraClaims
import TesseraModel

/// The issuer's answers, kept for ever: they prove what a till was told.
///
/// - Source: L14, L16.
struct ReceiptShelf {
    private let folder: TillFolder
    private let pairing: Pairing
    /// The names of this pairing's receipts, the latest last.
    private var names: [String]

    init(_ folder: TillFolder, of pairing: Pairing) throws(ClaimError) {
        try folder.make()
        self.folder = folder
        self.pairing = pairing
        let prefix = ReceiptShelf.prefix(pairing.epoch)
        names = try folder.names().filter { $0.hasPrefix(prefix) && !$0.hasSuffix(".draft") }
    }

    private static func prefix(_ epoch: UInt32) -> String {
        "receipt-" + padded(Int64(epoch), 10) + "-"
    }

    private static func padded(_ number: Int64, _ count: Int) -> String {
        let digits = String(max(0, number))
        return String(repeating: "0", count: max(0, count - digits.count)) + digits
    }

    /// The latest receipts, the latest first, until one is found that a test accepts.
    private func search(_ isWanted: (SyncReceipt) -> Bool) throws(ClaimError) -> SyncReceipt? {
        for name in names.reversed() {
            guard let bytes = try folder.contents(of: name) else { continue }
            let receipt = try ReceiptFile.receipt(bytes, under: pairing.kitKey)
            if isWanted(receipt) { return receipt }
        }
        return nil
    }

    /// The latest receipt; `nil` if there is none.
    func latest() throws(ClaimError) -> SyncReceipt? { try search { _ in true } }

    /// The latest receipt that was answered before a time.
    func latest(before time: Timestamp) throws(ClaimError) -> SyncReceipt? {
        try search { $0.answeredAt < time }
    }

    /// All receipts, oldest first.
    func all() throws(ClaimError) -> [SyncReceipt] {
        var found: [SyncReceipt] = []
        _ = try search { receipt in
            found.append(receipt)
            return false
        }
        return found.reversed()
    }

    /// Whether the latest receipt came from another life of the issuer's book than what was known
    /// before: then the book may lack what it had.
    func bookHasChanged() throws(ClaimError) -> Bool {
        var newest: SyncReceipt?
        let before = try search { receipt in
            defer { newest = newest ?? receipt }
            return newest != nil
        }
        guard let newest else { return false }
        return newest.ledgerEpoch != before?.ledgerEpoch ?? pairing.ledgerEpoch
    }

    /// Keeps a receipt; one that is here already changes nothing.
    ///
    /// - Returns: What it says.
    mutating func keep(_ bytes: [UInt8]) throws(ClaimError) -> SyncReceipt {
        let receipt = try ReceiptFile.receipt(bytes, under: pairing.kitKey)
        guard receipt.device == pairing.device, receipt.epoch == pairing.epoch else {
            throw .receiptElsewhere(receipt.device, epoch: receipt.epoch)
        }
        let start =
            ReceiptShelf.prefix(pairing.epoch)
            + ReceiptShelf.padded(receipt.answeredAt.milliseconds, 17) + "-"
        let equals = names.filter { $0.hasPrefix(start) }
        for name in equals where try folder.contents(of: name) == bytes { return receipt }
        let name = start + ReceiptShelf.padded(Int64(equals.count + 1), 4)
        try folder.put(bytes, as: name)
        names.append(name)
        names.sort()
        return receipt
    }
}
