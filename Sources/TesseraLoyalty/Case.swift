import TesseraModel

/// Something that somebody has to put right, opened by a rule.
///
/// Everything about it follows from what happened and the time asked for: R8.
///
/// - Source: M31, M42, M50.
package struct Case: Hashable, Sendable {
    /// What may be done with a case.
    package enum Action: String, Hashable, Sendable, CaseIterable {
        /// Somebody is to look after it.
        case assign
        /// What was wrong is put right.
        case resolve
        /// Nothing more is to be done; what was not resolved before is so now.
        case close
    }

    /// Where it stands at an instant.
    package enum State: String, Hashable, Sendable, CaseIterable {
        /// Not resolved, and there is time.
        case open
        /// Not resolved, and the time is up.
        case escalated
        /// Put right.
        case resolved
        /// Nothing more is to be done.
        case closed
    }

    /// Something that was done with it.
    package struct Step: Hashable, Sendable {
        /// Which operation recorded it.
        package let operation: OperationID
        /// What was done.
        package let action: Action
        /// When.
        package let at: Timestamp
        /// Who did it; `nil` where nobody was named.
        package let worker: OperatorID?
        /// Who is to look after it from then on; `nil` but for ``Action/assign``.
        package let owner: OperatorID?

        /// Something that was done.
        package init(
            operation: OperationID, action: Action, at: Timestamp, worker: OperatorID?,
            owner: OperatorID?
        ) {
            self.operation = operation
            self.action = action
            self.at = at
            self.worker = worker
            self.owner = owner
        }
    }

    /// The operation that opened it, by which it is named.
    package let opened: OperationID
    /// What kind of case, as the rule says.
    package let kind: String
    /// Whose it is; `nil` for somebody without a card.
    package let member: MemberNumber?
    /// When it was opened.
    package let openedAt: Timestamp
    /// By when it is to be resolved; that instant itself is in time.
    package let due: Timestamp
    /// What was done with it, in the order in which it was recorded, which is that of time.
    package internal(set) var history: [Step] = []
    /// The goodwill that was given about it, in the order in which it was recorded.
    package internal(set) var goodwill: [OperationID] = []

    /// A case that was just opened.
    package init(
        opened: OperationID, kind: String, member: MemberNumber?, openedAt: Timestamp,
        due: Timestamp
    ) {
        self.opened = opened
        self.kind = kind
        self.member = member
        self.openedAt = openedAt
        self.due = due
    }

    /// Who looks after it; `nil` for nobody yet.
    package var owner: OperatorID? { history.last { $0.owner != nil }?.owner }
    /// When it was resolved, or closed without that; `nil` if neither.
    package var resolvedAt: Timestamp? { history.first { $0.action != .assign }?.at }
    /// When it was closed; `nil` if it is not.
    package var closedAt: Timestamp? { history.first { $0.action == .close }?.at }

    /// When it escalates: at its due time, if it is not resolved by then; `nil` if it never does.
    ///
    /// For an open case that is to come as long as ``due`` is.
    package var escalatesAt: Timestamp? {
        if let resolvedAt, resolvedAt <= due { nil } else { due }
    }

    /// Where it stands at an instant, with what was done until then.
    package func state(at time: Timestamp) -> State {
        if let closedAt, closedAt <= time { return .closed }
        if let resolvedAt, resolvedAt <= time { return .resolved }
        return due <= time ? .escalated : .open
    }

    /// Returns whether it is unresolved after its due time, which is shown in red.
    package func isLate(at time: Timestamp) -> Bool {
        state(at: time) == .escalated && due < time
    }
}
