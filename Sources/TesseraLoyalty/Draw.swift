import TesseraModel

/// What is published before the first ticket is given.
///
/// - Source: M24.
package struct DrawCommitment: Hashable, Sendable, Codable {
    /// The draw's name.
    package let draw: String
    /// How many are to win, at least 1.
    package let winners: Int
    /// The digest of the seed, which stays secret until the draw is run.
    package let seedDigest: DrawValue

    private enum CodingKeys: String, CodingKey {
        case draw, winners
        case seedDigest = "seed_digest"
    }

    /// A commitment that was published.
    package init(draw: String, winners: Int, seedDigest: DrawValue) {
        self.draw = draw
        self.winners = winners
        self.seedDigest = seedDigest
    }

    /// The commitment to a seed that nobody else knows.
    package init(draw: String, winners: Int, seed: DrawValue, digest: ([UInt8]) -> [UInt8]) {
        self.init(
            draw: draw, winners: winners, seedDigest: DrawValue(of: seed.bytes, digest: digest))
    }
}

/// What is published when no more tickets are given and before the seed is.
///
/// - Source: M24.
package struct ClosedDraw: Hashable, Sendable, Codable {
    /// The draw's name.
    package let draw: String
    /// The number of the last ticket; zero if none was given.
    package let tickets: Int64
    /// The root over all tickets.
    package let root: DrawValue

    /// A closing that was published.
    package init(draw: String, tickets: Int64, root: DrawValue) {
        self.draw = draw
        self.tickets = tickets
        self.root = root
    }

    /// The closing of a list.
    package init(draw: String, list: TicketList, digest: ([UInt8]) -> [UInt8]) {
        self.init(
            draw: draw, tickets: list.lastTicket,
            root: TicketList.root(of: list.runs, digest: digest))
    }
}

/// A ticket that won.
package struct Winner: Hashable, Sendable {
    /// Which place, from 1.
    package let place: Int
    /// The ticket's number.
    package let ticket: Int64
    /// Whose ticket it is.
    package let member: MemberNumber

    /// A ticket that won.
    package init(place: Int, ticket: Int64, member: MemberNumber) {
        self.place = place
        self.ticket = ticket
        self.member = member
    }
}

extension Winner: Codable {
    private enum CodingKeys: String, CodingKey {
        case place, ticket, member
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        place = try container.decode(Int.self, forKey: .place)
        ticket = try container.decode(Int64.self, forKey: .ticket)
        member = try container.decodeMember(forKey: .member)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(place, forKey: .place)
        try container.encode(ticket, forKey: .ticket)
        try container.encode(member.text, forKey: .member)
    }
}

/// Who won, and the seed from which everybody can find that out again.
///
/// - Source: M24.
package struct DrawResult: Hashable, Sendable, Codable {
    /// The seed, now published.
    package let seed: DrawValue
    /// The winners by place, each member at most once.
    package let winners: [Winner]
    /// How many places nobody got because every member with a ticket has won.
    package let unfilled: Int

    /// A result that was published.
    package init(seed: DrawValue, winners: [Winner], unfilled: Int) {
        self.seed = seed
        self.winners = winners
        self.unfilled = unfilled
    }

    /// Draws the winners.
    ///
    /// For each place a number below the count of tickets that are left is made from the digest of
    /// seed, root and a counter; it says which of them, in the order of their numbers, wins. Then
    /// all tickets of that member are out. Everybody who has the three gets the same winners.
    ///
    /// - Parameters:
    ///   - list: The tickets.
    ///   - root: The root that was published when the draw was closed.
    ///   - seed: The seed.
    ///   - wanted: How many are to win, none below 1.
    ///   - digest: SHA-256.
    package init(
        from list: TicketList, root: DrawValue, seed: DrawValue, winners wanted: Int,
        digest: ([UInt8]) -> [UInt8]
    ) {
        var urn = TicketUrn(list)
        var numbers = DrawNumbers(seed: seed, root: root)
        var winners: [Winner] = []
        while winners.count < wanted, urn.left > 0 {
            let (ticket, member) = urn.take(numbers.next(below: urn.left, digest: digest))
            winners.append(Winner(place: winners.count + 1, ticket: ticket, member: member))
        }
        self.init(seed: seed, winners: winners, unfilled: max(0, wanted) - winners.count)
    }
}

// Numbers that nobody can foresee without the seed, and everybody can check with it.
private struct DrawNumbers {
    let seed: DrawValue
    let root: DrawValue
    var counter: UInt64 = 0

    init(seed: DrawValue, root: DrawValue) {
        self.seed = seed
        self.root = root
    }

    mutating func next(below bound: Int64, digest: ([UInt8]) -> [UInt8]) -> Int64 {
        let bound = UInt64(bound)
        // How many of the 2⁶⁴ values make a last, incomplete round; they would favour low numbers.
        let surplus = (UInt64.max % bound + 1) % bound
        while true {
            let value = DrawValue(
                of: seed.bytes + root.bytes + eightBytes(counter), digest: digest)
            counter += 1
            let number = value.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            if number <= UInt64.max - surplus { return Int64(number % bound) }
        }
    }
}
