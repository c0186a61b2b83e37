import HTTPTypes
import TesseraAnswers
import TesseraModel
import TesseraOperations

/// One thing that can be asked of the service: its route, its words and what it does.
///
/// The router, the check of what comes in and the OpenAPI document are all made from it.
struct Endpoint: Sendable {
    /// The method.
    let method: HTTPRequest.Method
    /// The path with its parameters in braces, `/v1/redemptions/{redemption}`.
    let path: String
    /// The name of the operation in the document, in `snake_case`, once.
    let name: String
    /// What it does, in a few words.
    let summary: String
    /// What more there is to know; may be empty.
    var about = ""
    /// The part of the service, for the document's order.
    let part: Part
    /// Who may ask.
    let access: Access
    /// The parameters in the path and behind the question mark.
    var parameters: [Parameter] = []
    /// Headers that it reads, with what they say; none is needed.
    var headers: [(name: String, about: String)] = []
    /// What is sent; `nil` for nothing.
    var body: Body?
    /// The answers that are no problems.
    let answers: [Answer]
    /// Further codes of problems that it may answer with, by status, for the document.
    var problems: [Int] = []
    /// Whether it changes something under a name of the caller's own.
    var isNamedWrite = false
    /// Whether its verb says by itself that it answers again; the book is asked about the others
    /// first, which the tills' own writes need not wait for.
    var tellsReplays = false
    /// Whether it changes a version that the caller has read.
    var isEdit = false
    /// Whether a code is presented in `voucher` or `vouchers`, so that wrong ones are counted.
    var takesCodes = false
    /// What it does.
    let run: @Sendable (Call) async throws -> Reply

    /// A part of the service.
    enum Part: String, CaseIterable, Sendable {
        case till = "Till"
        case vouchers = "Vouchers"
        case members = "Members"
        case cards = "Cards"
        case events = "Events and campaigns"
        case reports = "Reports"
        case parties = "Shops, partners and devices"
        case offline = "Offline"
        case access = "Access"
        case webhooks = "Webhooks"
        case service = "Service"
    }

    /// Who may ask.
    enum Access: Hashable, Sendable {
        /// Anybody.
        case open
        /// Whoever is signed in.
        case session
        /// Whoever has this scope.
        case scope(AccessScope)
        /// Whoever has this scope, and whoever reads reports: what they are about is only looked
        /// at.
        case reading(AccessScope)
    }

    /// A parameter.
    struct Parameter: Sendable {
        let name: String
        let isInPath: Bool
        let shape: Shape
        let about: String
        /// How often one may come: a request's head, in which they all stand, is short.
        static let mostRepeats = 10

        /// Whether it may come several times, each time with another value.
        var isRepeated = false

        /// A part of the path.
        static func path(_ name: String, _ shape: Shape, _ about: String) -> Parameter {
            Parameter(name: name, isInPath: true, shape: shape, about: about)
        }

        /// Something behind the question mark; may always be left away.
        static func query(_ name: String, _ shape: Shape, _ about: String) -> Parameter {
            Parameter(name: name, isInPath: false, shape: shape, about: about)
        }
    }

    /// What is sent.
    struct Body: Sendable {
        var type = "application/json"
        let shape: Shape
        /// In bytes.
        var most = 1 << 20
        /// Whether it is read while it is answered, and not before.
        var isStream = false

        /// An object with these fields.
        static func record(_ fields: [Shape.Field]) -> Body { Body(shape: .record(fields)) }
    }

    /// An answer.
    struct Answer: Sendable {
        let status: Int
        var type = "application/json"
        /// Other types that a parameter or an Accept header asks for.
        var otherTypes: [String] = []
        let about: String
        var shape: Shape?
        /// Whether nothing is booked by what is answered so, whose name stays free then.
        var booksNothing = false
        /// Headers that it has, with what they say.
        var headers: [(name: String, about: String)] = []

        /// Here it is.
        static func ok(_ about: String, _ shape: Shape) -> Answer {
            Answer(status: 200, about: about, shape: shape)
        }

        /// It is made, or was made before under the same name.
        static func made(_ about: String, _ shape: Shape) -> Answer {
            Answer(status: 201, about: about, shape: shape)
        }
    }
}
