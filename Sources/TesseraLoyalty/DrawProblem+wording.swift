import TesseraModel

// The cases stand in DrawProblem.swift.
extension DrawProblem {
    /// What is wrong, in one sentence.
    package var sentence: String {
        switch self {
        case .unknownVersion(let version):
            "The file has form \(version), which this program does not know."
        case .anotherDraw(let committed, let closed):
            "The promise is for the draw \(committed), the closing for \(closed)."
        case .winnersWanted(let count): "\(count) were to win; there must be at least one."
        case .runSize(let run, let first, let count):
            "Run \(run) has \(count) tickets from number \(first) on, which cannot be."
        case .gap(let run, let expected, let found):
            "Run \(run) begins with ticket \(found) and should begin with \(expected)."
        case .voidTickets(let run, let void, let count):
            "Run \(run) has \(count) tickets, of which \(void) are void, which cannot be."
        case .ticketCount(let published, let listed):
            "The closing says \(published) tickets, the list has \(listed)."
        case .root(let published, let computed):
            "The closing has the root \(published), the list has \(computed)."
        case .seed(let committed, let computed):
            "The promise has the seed's digest \(committed), the seed has \(computed)."
        case .winner(let place, let published, let computed):
            "Place \(place) went to \(DrawProblem.spoken(published)) and belongs to "
                + "\(DrawProblem.spoken(computed))."
        case .wonTwice(let member): "\(member.text) won more than once."
        case .unfilled(let published, let computed):
            "\(published) places are said to have remained empty; it is \(computed)."
        case .proofOfAnotherDraw(let closed, let proven):
            "The proof is for the draw \(proven), not for \(closed)."
        case .nothingProven(let member): "The proof has no ticket of \(member.text)."
        case .proofOfAnotherMember(let run, let member):
            "Run \(run) of the proof is \(member.text)'s."
        case .notInList(let run):
            "Run \(run) of the proof was not in the list that was closed."
        case .hasWon(let winner):
            "\(winner.member.text) won place \(winner.place) with ticket \(winner.ticket)."
        case .ticketOfAnother(let winner):
            "Ticket \(winner.ticket) won place \(winner.place), and the prize went to "
                + "\(winner.member.text)."
        }
    }

    private static func spoken(_ winner: Winner?) -> String {
        winner.map { "ticket \($0.ticket) of \($0.member.text)" } ?? "nobody"
    }
}
