import TesseraModel

/// Who is to be looked at on which day, those of the earliest day first and members by number.
struct ReplayQueue {
    /// Why somebody is looked at.
    enum Reason: Hashable {
        /// Something may be due.
        case look
        /// The so-many-th trigger, after a visit, if that is still the last one.
        case absence(Int, since: Day)
    }

    /// A look at somebody.
    struct Entry: Hashable {
        let day: Day
        let member: MemberNumber
        /// Where the member stands among the customers.
        let place: Int
        let reason: Reason

        fileprivate func precedes(_ other: Entry) -> Bool {
            (day, member) < (other.day, other.member)
        }
    }

    // A heap: each entry precedes the two below it.
    private var entries: [Entry] = []

    /// The next one; `nil` for none.
    var first: Entry? { entries.first }

    mutating func push(_ entry: Entry) {
        entries.append(entry)
        var index = entries.count - 1
        while index > 0, entries[index].precedes(entries[(index - 1) / 2]) {
            entries.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    /// Takes the next one away; there must be one.
    mutating func pop() {
        entries.swapAt(0, entries.count - 1)
        entries.removeLast()
        var index = 0
        while true {
            var least = index
            for child in [2 * index + 1, 2 * index + 2]
            where child < entries.count && entries[child].precedes(entries[least]) {
                least = child
            }
            if least == index { return }
            entries.swapAt(index, least)
            index = least
        }
    }
}
