import TesseraLoyalty
import TesseraModel

/// Why something cannot be done with a draw, or what is wrong with one that was published.
package enum DrawError: ExplainedError {
    /// No version of the programme has a draw of this name; the nearest one.
    case unknownDraw(String, nearest: String?)
    /// Tickets are still given; when the draw can be closed.
    case stillOpen(String, until: Timestamp)
    /// The member had no ticket when the draw was closed.
    case noTickets(MemberNumber)
    /// The member won, so there is no proof that all tickets lost.
    case hasWon(Winner)
    /// A file is no draw; its path.
    case notADraw(String)
    /// A file is no proof; its path.
    case notAProof(String)
    /// A draw or a proof is not as it was promised; in how many places.
    case differs(places: Int)

    package var code: String {
        switch self {
        case .unknownDraw: "unknown_draw"
        case .stillOpen: "draw_still_open"
        case .noTickets: "no_tickets"
        case .hasWon: "ticket_has_won"
        case .notADraw: "not_a_draw"
        case .notAProof: "not_a_proof"
        case .differs: "draw_differs"
        }
    }

    package var kind: ErrorKind {
        switch self {
        case .unknownDraw: .notFound
        case .stillOpen, .noTickets, .hasWon: .refused
        case .notADraw, .notAProof: .invalid
        case .differs: .notGenuine
        }
    }

    package var message: String { message(told: .absolute) }

    package func message(told telling: Telling) -> String {
        switch self {
        case .unknownDraw(let name, _): "There is no draw \"\(name.shortened)\"."
        case .stillOpen(let name, let time):
            "Tickets of \(name) count until \(telling.clock(time))."
        case .noTickets(let member): "\(member.text) had no ticket when the draw was closed."
        case .hasWon(let winner):
            "\(winner.member.text) won place \(winner.place) with ticket \(winner.ticket)."
        case .notADraw(let path): "\(path) is not a draw."
        case .notAProof(let path): "\(path) is not a proof."
        case .differs(let places):
            "The draw is not as it was promised in \(places.counted("place"))."
        }
    }

    package var hint: String? {
        switch self {
        case .unknownDraw(_, .some(let nearest)): "Did you mean \(nearest)?"
        case .unknownDraw(_, .none): "See them with: tessera draw list"
        case .stillOpen:
            "Close it five minutes after that; what was given until then is drawn from."
        case .noTickets: "Check the number; tickets of a merged card are its new member's."
        case .hasWon: "Only somebody who lost needs a proof."
        case .notADraw: "Name a file that tessera draw close or draw run has written."
        case .notAProof: "Name a file that tessera draw proof has written."
        case .differs: "Show whoever published it these lines."
        }
    }
}
