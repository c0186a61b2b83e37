import TesseraModel

/// The keys by which a verifier believes: records, and what checks their tags.
///
/// - Source: T10.
package struct KeyRing: Sendable {
    /// One key of the ring.
    package struct Entry: Sendable {
        /// What is known about the key.
        package let record: KeyRecord
        // By kind number minus one; a verifier has no leaf for kinds it was not given.
        private let tagKeys: (TagKey?, TagKey?, TagKey?, TagKey?)

        /// A key with what checks its tags.
        ///
        /// - Parameters:
        ///   - record: What is known about the key.
        ///   - tagKeys: What checks its tags, by kind; of the record's suite.
        package init(record: KeyRecord, tagKeys: [TokenKind: TagKey]) {
            self.record = record
            self.tagKeys = (
                tagKeys[.member], tagKeys[.gift], tagKeys[.discount], tagKeys[.entitlement]
            )
        }

        /// What checks the tags of a kind; `nil` if this ring holds no leaf for it.
        package func tagKey(for kind: TokenKind) -> TagKey? {
            switch kind {
            case .member: tagKeys.0
            case .gift: tagKeys.1
            case .discount: tagKeys.2
            case .entitlement: tagKeys.3
            }
        }
    }

    /// The keys in order of their ids.
    package let entries: [Entry]
    private let ids: [UInt16]

    /// A ring of some keys; of two with the same id the first one counts.
    package init(_ entries: [Entry]) {
        var seen: Set<KeyID> = []
        let kept = entries.filter { seen.insert($0.record.id).inserted }
        self.entries = kept.sorted { $0.record.id < $1.record.id }
        self.ids = self.entries.map(\.record.id.number)
    }

    /// The key with an id; `nil` is an answer, never a reason to try another key.
    package subscript(id: KeyID) -> Entry? {
        var (low, high) = (0, ids.count)
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id.number { low = middle + 1 } else { high = middle }
        }
        return low < ids.count && ids[low] == id.number ? entries[low] : nil
    }
}
