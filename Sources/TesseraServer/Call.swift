import HTTPTypes
import Hummingbird
import TesseraAnswers
import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations

/// A request that fits its endpoint, with the counter it is for.
struct Call: Sendable {
    let counter: Counter
    let caller: Caller
    /// Parameters of the path and the query by name, checked.
    let parameters: [String: String]
    /// All values of parameters that may come several times, checked.
    var repeated: [String: [String]] = [:]
    /// What was sent, checked; `null` for nothing.
    var body: JSONValue
    /// What was sent, where that is no JSON.
    var bytes: [UInt8] = []
    /// What is being sent, where the endpoint reads it while it answers.
    var stream: RequestBody?
    /// The caller's own name for the write; `nil` where none is wanted.
    var operation: OperationID?
    /// What was booked under that name already; `nil` for nothing, and where the verb tells.
    var earlier: BookedOperation?
    /// The version that an edit is based on.
    var ifMatch: String?
    /// What the caller has already.
    var ifNoneMatch: String?
    /// All that the request says about itself.
    var headers = HTTPFields()
    /// Where it comes from.
    var source = AccessSource.terminal
    /// What a session's holder sends; `nil` without one.
    var sessionToken: String?
    /// The part of the service that answers, for questions about itself.
    let house: House

    /// A parameter that the endpoint declares.
    ///
    /// - Throws: ``RequestError/unfit(at:wanted:)`` where it was not given.
    func parameter(_ name: String) throws(RequestError) -> String {
        guard let value = parameters[name] else {
            throw .unfit(at: name, wanted: "a value")
        }
        return value
    }

    /// A parameter as a name of some kind.
    ///
    /// - Throws: ``RequestError/unfit(at:wanted:)``.
    func parameter<Value>(
        _ name: String, as wanted: String, _ read: (String) -> Value?
    ) throws(RequestError) -> Value {
        guard let value = read(try parameter(name)) else { throw .unfit(at: name, wanted: wanted) }
        return value
    }

    /// A text of the body as a value of some kind; `nil` where it was left away.
    ///
    /// - Throws: ``RequestError/unfit(at:wanted:)``.
    func field<Value>(
        _ name: String, as wanted: String, _ read: (String) -> Value?
    ) throws(RequestError) -> Value? {
        guard let text = body[name]?.string else { return nil }
        guard let value = read(text) else { throw .unfit(at: "/\(name)", wanted: wanted) }
        return value
    }

    /// A text that the endpoint's shape demands.
    func text(_ name: String) -> String { body[name]?.string ?? "" }

    /// The write's name.
    ///
    /// - Throws: ``RequestError/idempotencyKeyMissing``.
    func named() throws(RequestError) -> OperationID {
        guard let operation else { throw .idempotencyKeyMissing }
        return operation
    }

    /// The issuer's day: today, or that of the first answer, whose wish left a day away as well.
    var today: Day { counter.settings.zone.day(at: earlier?.time ?? counter.clock.now()) }

    /// Where it happens: `shop` and `till` of the body, as far as the caller may say so.
    ///
    /// - Throws: ``RequestError``.
    func standpoint() throws(RequestError) -> Standpoint {
        let named = try field("shop", as: "a shop's id") { ShopID($0) }
        let shop = try caller.shop(named: named, otherwise: counter.settings.defaultShop)
        let till = try field("till", as: "a till's id") { TillID($0) }
        let worker = try field("operator", as: "an operator's id") { OperatorID($0) }
        // A device or a person that is signed in is itself and nobody else.
        if let till, let own = caller.till, till != own {
            throw RequestError.placeNotYours(till.text)
        }
        if let worker, let own = caller.worker, worker != own {
            throw RequestError.placeNotYours(worker.text)
        }
        return Standpoint(
            shop: shop, till: caller.till ?? till ?? counter.settings.till,
            worker: caller.worker ?? worker)
    }
}

/// Where something happens and who works there.
struct Standpoint: Hashable, Sendable {
    let shop: ShopID
    let till: TillID
    let worker: OperatorID?

    /// The fields of a body that say it.
    static let fields: [Shape.Field] = [
        .optional("shop", .name, "Where; the key's or the default shop if left away."),
        .optional("till", .name, "At which till; the key's or the office if left away."),
        .optional("operator", .name, "Who works there; a session knows it."),
    ]
}

/// What is answered.
struct Reply: Sendable {
    var status = 200
    var value: JSONValue?
    var headers: [(String, String)] = []
    /// Whether the same was answered before.
    var isReplay = false
    /// What is no JSON; taken instead of ``value``.
    var content: Content?

    /// What is no JSON.
    struct Content: Sendable {
        let type: String
        let body: Body

        enum Body: Sendable {
            case bytes([UInt8])
            /// Pieces that are made when they are sent; `nil` after the last.
            case stream(@Sendable () async throws -> [UInt8]?)
            /// Lines of JSON that are said while the request is still being read.
            case answer(
                @Sendable (_ say: (JSONValue) async throws -> Void) async throws -> Void)
        }
    }

    static func ok(_ value: JSONValue, isReplay: Bool = false) -> Reply {
        Reply(value: value, isReplay: isReplay)
    }

    static func made(_ value: JSONValue, isReplay: Bool = false) -> Reply {
        Reply(status: 201, value: value, isReplay: isReplay)
    }
}

extension OperationID {
    /// The operation that a caller's own name stands for.
    ///
    /// One of our ids is taken as it is, so that a till may go on under the name that it kept. Any
    /// other name gets an id of its own for each caller; it sorts before ids with a time.
    ///
    /// - Parameters:
    ///   - key: The value of the Idempotency-Key header.
    ///   - caller: Whose name it is.
    /// - Throws: ``RequestError/idempotencyKeyUnfit``.
    init(idempotencyKey key: String, of caller: Caller) throws(RequestError) {
        // The draft writes it as a structured string, in quotes; most callers do not.
        var name = key[...]
        if name.count >= 2, name.first == "\"", name.last == "\"" {
            name = name.dropFirst().dropLast()
        }
        guard (1...255).contains(name.utf8.count), name.utf8.allSatisfy({ 0x21...0x7E ~= $0 })
        else { throw .idempotencyKeyUnfit }
        if name.hasPrefix("op_"), let own = OperationID(String(name)) {
            self = own
            return
        }
        let label = "tessera/v1/idempotency/\(caller.name)/\(name)"
        let digest = Digest.sha256(Array(label.utf8))
        guard let id = OperationID(bytes: digest.prefix(16)) else { throw .fault }
        self = id
    }
}
