import HTTPTypes
import TesseraAnswers
import TesseraModel

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
    /// What is sent; `nil` for nothing.
    var body: Body?
    /// The answers that are no problems.
    let answers: [Answer]
    /// Further codes of problems that it may answer with, by status, for the document.
    var problems: [Int] = []
    /// Whether it changes something under a name of the caller's own.
    var isNamedWrite = false
    /// Whether it changes a version that the caller has read.
    var isEdit = false
    /// What it does.
    let run: @Sendable (Call) async throws -> Reply

    /// A part of the service.
    enum Part: String, CaseIterable, Sendable {
        case till = "Till"
        case vouchers = "Vouchers"
        case members = "Members"
        case events = "Events and campaigns"
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
        /// Whoever has this scope.
        case scope(AccessScope)
        /// A device, by the tag of what it sends.
        case device
    }

    /// A parameter.
    struct Parameter: Sendable {
        let name: String
        let isInPath: Bool
        let shape: Shape
        let about: String
        let sample: String

        static func path(_ name: String, _ shape: Shape, _ about: String, _ sample: String)
            -> Parameter
        { Parameter(name: name, isInPath: true, shape: shape, about: about, sample: sample) }

        static func query(_ name: String, _ shape: Shape, _ about: String, _ sample: String)
            -> Parameter
        { Parameter(name: name, isInPath: false, shape: shape, about: about, sample: sample) }
    }

    /// What is sent.
    struct Body: Sendable {
        var type = "application/json"
        let shape: Shape
        let sample: JSONValue
        /// In bytes.
        var most = 1 << 20
        /// For what is no JSON.
        var text: String?
    }

    /// An answer.
    struct Answer: Sendable {
        let status: Int
        var type = "application/json"
        let about: String
        var shape: Shape?
        var sample: JSONValue?
        /// Headers that it has, with what they say.
        var headers: [(name: String, about: String)] = []
    }
}
