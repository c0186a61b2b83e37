import TesseraCrypto
import TesseraModel
import TesseraToken

// The life of keys as functions that return the next store and change nothing on the disk.
//
//     pending ──activated──▶ active ──rotated──▶ verify_only ──retired──▶ retired
//        │                     │                     │                      ▲
//        ├──────────────────── compromised ◀─────────┘                      │
//        └──retired─────────────────┴──retired──────────────────────────────┘
//
// 1  A key id and an epoch number are used once, even if their secrets are long destroyed.
// 2  A pending key has signed nothing, so it may be retired at any time.
// 3  An active key is never retired: its successor makes it verify-only first.
// 4  A verify-only or compromised key is retired only after its accept-until day: T11. There is no
//    way round it, because a customer may still hold a good code.
// 5  Nothing leaves `retired`: the secret is gone.

extension KeyStore {
    /// How long a key may begin tokens, in months.
    static let signMonths = 24

    /// The first keys of a new data folder: one for each kind, for the issuer's own shops.
    ///
    /// - Parameters:
    ///   - day: Today in the issuer's zone; the first signing day.
    ///   - isTraining: Whether the keys are for training only; their ids then begin at 0xFF01.
    ///   - passphrase: What the secrets are sealed with; `nil` leaves them to the rights on the
    ///     file.
    /// - Returns: A store of revision 1: ids 1 gift, 2 member, 3 discount, 4 entitlement.
    /// - Throws: ``ConfigurationError/dayOutsideCalendar(_:)``;
    ///   ``ConfigurationError/crypto(_:)`` if there is no chance to be had.
    package static func created(
        on day: Day, isTraining: Bool, passphrase: SecretBytes?
    ) throws(ConfigurationError) -> KeyStore {
        let nothing = RecordsFile(
            isTraining: isTraining, revision: 0, highestKeyID: isTraining ? 0xFF00 : 0,
            highestEpoch: 0, entries: [])
        var store = try KeyStore(records: nothing, secrets: [:], passphrase: passphrase)
        try store.add(KeyShape.ownShops, state: .active, on: day)
        store.revision = 1
        return store
    }

    /// The store with a new epoch and a new key for everything that is in use.
    ///
    /// In use is what the own shops need, and every shape of a key that is not retired.
    ///
    /// - Parameters:
    ///   - day: Today in the issuer's zone; the new keys' first signing day.
    ///   - pending: Whether the new keys wait until every till has them; if not, they are active at
    ///     once and the old active ones only verify.
    /// - Returns: The next revision.
    /// - Throws: ``ConfigurationError/keysPending(_:)`` while earlier keys wait;
    ///   ``ConfigurationError/keyIDsExhausted``, ``ConfigurationError/dayOutsideCalendar(_:)``,
    ///   ``ConfigurationError/crypto(_:)``.
    /// - Source: T8, T11.
    package func rotated(on day: Day, pending: Bool) throws(ConfigurationError) -> KeyStore {
        let waiting = entries.filter { $0.record.state == .pending }
        guard waiting.isEmpty else { throw .keysPending(waiting.map(\.record.id)) }
        var next = self
        if !pending {
            for index in next.entries.indices where next.entries[index].record.state == .active {
                next.entries[index].record.state = .verifyOnly
            }
        }
        var shapes = KeyShape.ownShops
        for entry in entries where entry.record.state != .retired {
            let shape = KeyShape(entry.record)
            if !shapes.contains(shape) { shapes.append(shape) }
        }
        try next.add(shapes, state: pending ? .pending : .active, on: day)
        next.revision += 1
        return next
    }

    /// The store with a pending key active; the active one it follows only verifies from now on.
    ///
    /// - Throws: ``ConfigurationError/noSuchKey(_:)``;
    ///   ``ConfigurationError/keyStateRefused(_:from:to:)`` for a key that is not pending.
    /// - Source: T11.
    package func activated(_ id: KeyID) throws(ConfigurationError) -> KeyStore {
        let record = try entry(id).record
        guard record.state == .pending else {
            throw .keyStateRefused(id, from: record.state, to: .active)
        }
        let shape = KeyShape(record)
        var next = self
        for index in next.entries.indices {
            let other = next.entries[index].record
            if other.state == .active, KeyShape(other) == shape {
                next.entries[index].record.state = .verifyOnly
            }
        }
        return next.with(id, .active)
    }

    /// The store with a key retired; when it was the last of its epoch, the secret is dropped too.
    ///
    /// - Parameters:
    ///   - id: A pending key, or one that verifies only or is compromised.
    ///   - day: Today in the issuer's zone.
    /// - Returns: The next revision.
    /// - Throws: ``ConfigurationError/noSuchKey(_:)``;
    ///   ``ConfigurationError/keyStateRefused(_:from:to:)`` for an active or a retired key;
    ///   ``ConfigurationError/keyStillAccepted(_:until:)`` before its last token can have expired.
    /// - Source: T11.
    package func retired(_ id: KeyID, on day: Day) throws(ConfigurationError) -> KeyStore {
        let record = try entry(id).record
        switch record.state {
        case .pending: break
        case .verifyOnly, .compromised:
            guard day > record.acceptUntil else {
                throw .keyStillAccepted(id, until: record.acceptUntil)
            }
        case .active, .retired:
            throw .keyStateRefused(id, from: record.state, to: .retired)
        }
        var next = with(id, .retired)
        for epoch in next.spentEpochs { next.secrets[epoch] = nil }
        return next
    }

    /// The store with a key that somebody else may have: tokens under it are decided online only.
    ///
    /// - Throws: ``ConfigurationError/noSuchKey(_:)``;
    ///   ``ConfigurationError/keyStateRefused(_:from:to:)`` for a key that is compromised already
    ///   or retired.
    /// - Source: T11.
    package func compromised(_ id: KeyID) throws(ConfigurationError) -> KeyStore {
        let record = try entry(id).record
        switch record.state {
        case .pending, .active, .verifyOnly: return with(id, .compromised)
        case .retired, .compromised:
            throw .keyStateRefused(id, from: record.state, to: .compromised)
        }
    }

    private func with(_ id: KeyID, _ state: KeyState) -> KeyStore {
        var next = self
        for index in next.entries.indices where next.entries[index].record.id == id {
            next.entries[index].record.state = state
        }
        next.revision += 1
        return next
    }

    /// A new epoch with a new secret, derived from nothing.
    mutating func openEpoch() throws(ConfigurationError) -> UInt16 {
        guard highestEpoch < 9_999 else { throw .keyIDsExhausted }
        let secret: EpochSecret
        do { secret = try EpochSecret.random() } catch { throw .crypto(error) }
        highestEpoch += 1
        secrets[highestEpoch] = secret
        return highestEpoch
    }

    /// Adds keys of some shapes; of the epoch given, or of a new one.
    mutating func add(
        _ shapes: [KeyShape], of epoch: UInt16? = nil, state: KeyState, on day: Day
    ) throws(ConfigurationError) {
        guard day >= .zero, day <= .last else { throw .dayOutsideCalendar(day) }
        let highest = isTraining ? 0xFFFE : 0xFEFF
        guard Int(highestKeyID.number) + shapes.count <= highest else { throw .keyIDsExhausted }
        let epoch = if let epoch { epoch } else { try openEpoch() }
        guard let secret = secrets[epoch] else {
            preconditionFailure("Keys are added to an epoch whose secret is at hand.")
        }
        let signTo = min(day.advanced(byMonths: KeyStore.signMonths), .last)
        let acceptUntil = min(signTo.advanced(by: ValidityPeriod.longestDayCount), .last)
        for shape in shapes {
            let id = KeyID(highestKeyID.number + 1)
            let record = KeyRecord(
                id: id, suite: shape.suite, kinds: shape.kinds, audience: shape.audience,
                signFrom: day, signTo: signTo, acceptUntil: acceptUntil, state: state,
                checkValue: try SigningKey.derivedCheckValue(
                    id: id, suite: shape.suite, kinds: shape.kinds, audience: shape.audience,
                    epoch: secret))
            entries.append(Entry(record: record, epoch: epoch))
            highestKeyID = id
        }
    }
}
