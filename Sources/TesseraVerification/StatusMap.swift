import TesseraModel

/// What a kit knows about one voucher.
///
/// - Source: T20.
package enum SlotStatus: UInt8, Sendable, CaseIterable {
    /// Nothing has happened to it.
    case open = 0
    /// It was taken back.
    case revoked = 1
    /// It was used up.
    case spent = 2
    /// Part of it was used or put aside.
    case partlySpent = 3
}

/// Two bits for every slot of the lists that a kit carries.
///
/// - Source: T20.
package struct StatusMap: Hashable, Sendable {
    // In order, none twice; `lists` goes with it.
    private var ids: [UInt16]
    private var lists: [StatusList]

    /// A map of some lists, all of whose slots are open.
    package init(lists: some Sequence<UInt16>) {
        ids = Set(lists).sorted()
        self.lists = ids.map { _ in StatusList() }
    }

    /// The lists it carries, in order.
    package var knownLists: [UInt16] { ids }

    /// What is known about a position; `nil` if the map does not carry its list.
    package subscript(position: VoucherPosition) -> SlotStatus? {
        let index = place(of: position.list)
        guard index < ids.count, ids[index] == position.list else { return nil }
        return lists[index].status(at: position.slot)
    }

    /// Carries a list from now on, with all its slots open.
    package mutating func know(_ list: UInt16) { _ = index(of: list) }

    /// Notes statuses in place of what was noted before; lists not carried yet are added.
    ///
    /// Give many at once: each list that is touched is written anew.
    ///
    /// - Parameter statuses: The last one of a position counts.
    package mutating func note(_ statuses: some Sequence<(VoucherPosition, SlotStatus)>) {
        var news: [UInt16: [UInt8]] = [:]
        for (position, status) in statuses {
            let index = index(of: position.list)
            news[position.list, default: lists[index].expanded].set(position.slot, status)
        }
        for (list, raw) in news { lists[place(of: list)] = StatusList(raw: raw) }
    }

    /// Notes one status for positions that follow one another, over as many lists as they fill.
    ///
    /// - Parameters:
    ///   - first: The first position.
    ///   - count: How many there are; there must be so many positions.
    ///   - status: What is known about all of them.
    package mutating func note(from first: VoucherPosition, count: Int, _ status: SlotStatus) {
        let size = VoucherPosition.slotCount
        let end = first.number + count
        var start = first.number
        precondition(count >= 0 && end <= VoucherPosition.positionCount)
        while start < end {
            let index = index(of: UInt16(start / size))
            let listEnd = min(end, (start / size + 1) * size)
            var raw = lists[index].expanded
            for number in start..<listEnd { raw.set(UInt32(number % size), status) }
            lists[index] = StatusList(raw: raw)
            start = listEnd
        }
    }

    // MARK: Lists

    /// The list with a number; `nil` if the map does not carry it.
    func list(_ list: UInt16) -> StatusList? {
        let index = place(of: list)
        return index < ids.count && ids[index] == list ? lists[index] : nil
    }

    /// Puts a list in the place of what was known about it; `nil` takes it out.
    mutating func replace(_ list: UInt16, with statuses: StatusList?) {
        if let statuses {
            lists[index(of: list)] = statuses
        } else {
            let index = place(of: list)
            guard index < ids.count, ids[index] == list else { return }
            ids.remove(at: index)
            lists.remove(at: index)
        }
    }

    /// Where a list is, added if it is not there yet.
    private mutating func index(of list: UInt16) -> Int {
        let index = place(of: list)
        if index == ids.count || ids[index] != list {
            ids.insert(list, at: index)
            lists.insert(StatusList(), at: index)
        }
        return index
    }

    /// Where a list is or would be.
    private func place(of list: UInt16) -> Int {
        var (low, high) = (0, ids.count)
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < list { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension [UInt8] {
    /// Sets the two bits of a slot in a list's raw form.
    fileprivate mutating func set(_ slot: UInt32, _ status: SlotStatus) {
        let shift = UInt8(6 - 2 * (slot & 3))
        self[Int(slot >> 2)] = self[Int(slot >> 2)] & ~(3 << shift) | status.rawValue << shift
    }
}
