import TesseraModel

/// The tickets that can still win; those of a member who won are taken out.
///
/// A tree of partial sums, so that a draw of many winners from many runs takes no longer than the
/// two together.
struct TicketUrn {
    private let runs: [TicketRun]
    private let indexesByMember: [MemberNumber: [Int]]
    // Fenwick's tree: sums[i] covers the runs from i − (i & −i) up to i − 1.
    private var sums: [Int64]
    /// How many tickets are left.
    private(set) var left: Int64

    init(_ list: TicketList) {
        runs = list.runs
        var indexes: [MemberNumber: [Int]] = [:]
        for (index, run) in runs.enumerated() { indexes[run.member, default: []].append(index) }
        indexesByMember = indexes
        sums = [0] + runs.map(\.valid)
        left = runs.reduce(0) { $0 + $1.valid }
        for index in sums.indices.dropFirst() {
            let parent = index + index & -index
            if parent < sums.count { sums[parent] += sums[index] }
        }
    }

    /// Takes out all tickets of the member who holds the so-many-th ticket that is left, counted
    /// from zero in the order of numbers.
    mutating func take(_ rank: Int64) -> (ticket: Int64, member: MemberNumber) {
        var index = 0
        var rest = rank
        var step = 1
        while step * 2 < sums.count { step *= 2 }
        while step > 0 {
            if index + step < sums.count, sums[index + step] <= rest {
                index += step
                rest -= sums[index]
            }
            step /= 2
        }
        let run = runs[index]
        for other in indexesByMember[run.member] ?? [] { remove(other) }
        return (run.first + rest, run.member)
    }

    private mutating func remove(_ run: Int) {
        left -= runs[run].valid
        var index = run + 1
        while index < sums.count {
            sums[index] -= runs[run].valid
            index += index & -index
        }
    }
}
