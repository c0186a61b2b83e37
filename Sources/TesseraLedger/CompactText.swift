import Foundation

/// The compact JSON of rare things.
package enum CompactText {
    /// The text of a value, its keys in order.
    package static func text(of value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// The value of a text.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` if it is not one.
    package static func value<Value: Decodable>(
        _ type: Value.Type, of text: String
    ) throws(LedgerError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(text.utf8))
        } catch {
            throw .ledgerDamaged
        }
    }
}
