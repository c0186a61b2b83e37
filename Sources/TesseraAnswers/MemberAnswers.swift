import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraOperations

// Members and what is known of them, as programs read them.

extension Member {
    /// The member as programs read it.
    package func fields(_ profile: Profile?) -> [(String, JSONValue?)] {
        [
            ("member", .string(number.text)), ("name", profile.map { .string($0.name) }),
            ("contact", profile.map { .string($0.contact) }),
            ("birthday", (profile?.birthday?.text).map { .string($0) }),
            ("card", .string(card.voucherText)), ("batch", .string(batch.text)),
            ("enrolled_at", .string(enrolledAt.rfc3339)),
            ("erased", erasedAt == nil ? nil : .bool(true)),
            ("erased_at", erasedAt.map { .string($0.rfc3339) }),
        ]
    }

    /// The member with the card and all that was booked on it, as programs read them.
    ///
    /// - Parameters:
    ///   - profile: What is known of the member; `nil` once it is erased.
    ///   - card: The card that is good now.
    ///   - booked: The card's history, oldest first.
    /// - Returns: The member's own fields, then the card's, then the story.
    package func value(
        _ profile: Profile?, card: VoucherState, booked: [BookedOperation]
    ) -> JSONValue {
        .record(
            fields(profile) + (profile?.choices ?? []) + [
                ("standing", .string(card.standing.name)), ("tier", card.tierValue),
            ] + card.validity.fields + [("story", booked.value)])
    }
}

extension Profile {
    /// Preferences and consents as programs read them; none where there are none.
    package var choices: [(String, JSONValue?)] {
        let liked = preferences.sorted { $0.key < $1.key }
        let agreed = Purpose.allCases.compactMap { purpose in
            consents[purpose].map { consent in
                JSONValue.record(
                    ("purpose", .string(purpose.rawValue)),
                    ("given_at", .string(consent.givenAt.rfc3339)),
                    ("withdrawn_at", consent.withdrawnAt.map { .string($0.rfc3339) }))
            }
        }
        return [
            ("preferences", liked.isEmpty ? nil : .record(liked.map { ($0, .string($1)) })),
            ("consents", agreed.isEmpty ? nil : .array(agreed)),
        ]
    }
}

extension RecognisedMember {
    /// What the till shows, as programs read it.
    package var value: JSONValue {
        .record(
            [("member", .string(number.text)), ("name", name.map { .string($0) })]
                + standingFields + [
                    (
                        "preferences",
                        preferences.isEmpty
                            ? nil
                            : .record(
                                preferences.sorted { $0.key < $1.key }.map { ($0, .string($1)) })
                    )
                ])
    }

    /// Where the member stands, and what is next.
    var standingFields: [(String, JSONValue?)] {
        [
            (
                "tiers",
                .array(
                    standing.levels.map { level in
                        .record(
                            ("tier", .string(level.ladder)), ("level", .string(level.name)),
                            ("since", level.since.map { .string($0.rfc3339) }))
                    })
            ), ("next", .array(standing.next.map { .string($0) })),
        ]
    }
}

extension VoucherState {
    /// The tier of a member's card; `nil` for vouchers.
    fileprivate var tierValue: JSONValue? {
        if case .member(_, let tier) = terms { .integer(Int64(tier)) } else { nil }
    }
}

extension Erasure {
    /// Whose data was erased, as programs read it.
    package var value: JSONValue {
        .record(
            ("code", .string("erased")), ("members", .array(members.map { .string($0.text) })),
            ("at", .string(time.rfc3339)), ("replayed", .bool(isReplay)))
    }
}
