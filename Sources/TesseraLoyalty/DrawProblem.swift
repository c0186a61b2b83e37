import TesseraModel

/// What can be wrong with a draw that was published; numbers of runs and places are from 1.
///
/// - Source: M24.
package enum DrawProblem: Error, Hashable, Sendable {
    /// The file is written in a form that this program does not know.
    case unknownVersion(Int)
    /// What was promised and what was closed are two draws.
    case anotherDraw(committed: String, closed: String)
    /// Nobody was to win.
    case winnersWanted(Int)
    /// A run begins below 1, is empty or ends beyond all numbers.
    case runSize(run: Int, first: Int64, count: Int64)
    /// A run does not begin behind the one before it.
    case gap(run: Int, expected: Int64, found: Int64)
    /// A run has more void tickets than tickets, or fewer than none.
    case voidTickets(run: Int, void: Int64, count: Int64)
    /// The list ends with another ticket than was published.
    case ticketCount(published: Int64, listed: Int64)
    /// The list has another root than was published.
    case root(published: DrawValue, computed: DrawValue)
    /// The seed is not the one that was promised.
    case seed(committed: DrawValue, computed: DrawValue)
    /// A place has another winner; `nil` for nobody.
    case winner(place: Int, published: Winner?, computed: Winner?)
    /// A member stands among the winners more than once.
    case wonTwice(MemberNumber)
    /// So many places are said to have remained empty, and it is another number.
    case unfilled(published: Int, computed: Int)
    /// A proof is for another draw.
    case proofOfAnotherDraw(closed: String, proven: String)
    /// A proof has no tickets.
    case nothingProven(MemberNumber)
    /// A run in a member's proof is another member's.
    case proofOfAnotherMember(run: Int, MemberNumber)
    /// A run in a proof was not in the list that was published.
    case notInList(run: Int)
    /// The member is among the winners.
    case hasWon(Winner)
    /// A ticket of the member won, and the prize went to somebody else.
    case ticketOfAnother(Winner)
}
