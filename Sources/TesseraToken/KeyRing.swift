import TesseraCrypto
import TesseraModel

/// The keys by which a verifier believes: records, and what checks their tags.
///
/// - Source: T10.
@safe
package struct KeyRing: @unchecked Sendable {
    // Unchecked, because of `leaves`, which are as sendable as the keys that they point to.
    /// One key of the ring.
    package struct Entry: Sendable {
        /// What is known about the key.
        package let record: KeyRecord
        /// The kinds whose tags this ring can check; it has no leaf for kinds it was not given.
        package let checkableKinds: KindSet
        private let tagKeys: (TagKey?, TagKey?, TagKey?, TagKey?)

        /// A key with what checks its tags.
        ///
        /// - Parameters:
        ///   - record: What is known about the key.
        ///   - tagKeys: What checks its tags, by kind; of the record's suite.
        package init(record: KeyRecord, tagKeys: [TokenKind: TagKey]) {
            self.record = record
            checkableKinds = KindSet(tagKeys.keys)
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
    // The leaves of suite 1 again, four a key, without counting references: all threads that verify
    // share a leaf, and a counter that each of them writes to costs a part of the tag's time.
    // `entries` keeps the leaves alive.
    private let leaves: [Unmanaged<MACKey>?]

    /// A ring of some keys; of two with the same id the first one counts.
    package init(_ entries: [Entry]) {
        var seen: Set<KeyID> = []
        let kept = entries.filter { seen.insert($0.record.id).inserted }
        self.entries = kept.sorted { $0.record.id < $1.record.id }
        self.ids = self.entries.map(\.record.id.number)
        unsafe self.leaves = self.entries.flatMap { entry in
            unsafe TokenKind.allCases.map { kind in
                guard case .hmac(let leaf)? = entry.tagKey(for: kind) else { return nil }
                return unsafe Unmanaged.passUnretained(leaf)
            }
        }
    }

    /// The key with an id; `nil` is an answer, never a reason to try another key.
    package subscript(id: KeyID) -> Entry? { index(of: id.number).map { entries[$0] } }

    /// Where the key with an id's number stands among ``entries``; `nil` is an answer too.
    package func index(of number: UInt16) -> Int? {
        var (low, high) = (0, ids.count)
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low < ids.count && ids[low] == number ? low : nil
    }

    /// Checks the tag of a token and, if it is good, reads all fields.
    ///
    /// - Parameters:
    ///   - unverified: The token, of a kind that the key can check and a length of the key's suite.
    ///     It is not changed: a span over something that is only lent is made over a copy of it.
    ///   - index: Where the key that it names stands among ``entries``.
    /// - Returns: The token, nothing of which was read before; `nil` if the tag is not good.
    /// - Throws: A fault of the layout, which after a good tag is the issuer's: T14.
    /// - Source: T12 (steps 8 and 9).
    package func token(
        of unverified: inout UnverifiedToken, under index: Int
    ) throws(TokenError) -> Token? {
        if let leaf = unsafe leaves[4 * index + Int(unverified.kind.rawValue) - 1] {
            return unsafe try token(of: &unverified, entries[index].record, under: leaf)
        }
        return try signedToken(of: unverified, under: index)
    }

    /// Apart, because what a signature needs would make the frame of every tag's check larger.
    @inline(never)
    private func signedToken(
        of unverified: borrowing UnverifiedToken, under index: Int
    ) throws(TokenError) -> Token? {
        guard let tagKey = entries[index].tagKey(for: unverified.kind),
            unverified.isTagged(with: tagKey)
        else { return nil }
        return try unverified.fields(suite: tagKey.suite)
    }

    @inline(__always)
    private func token(
        of unverified: inout UnverifiedToken, _ record: KeyRecord, under leaf: Unmanaged<MACKey>
    ) throws(TokenError) -> Token? {
        let start = TokenFormat.tagContextByteCount
        let end = start + unverified.byteCount - 16
        let kind = unverified.kind
        let bytes = unverified.bytes.span
        guard unsafe leaf._withUnsafeGuaranteedRef({ $0.tags(bytes, upTo: end) }) else {
            return nil
        }
        return try BodyReader.token(
            kind, record.id, record.audience, body: bytes.extracting(start..<end))
    }
}
