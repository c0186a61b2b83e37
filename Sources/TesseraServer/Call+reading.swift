import TesseraAnswers
import TesseraModel
import TesseraOperations

// What bodies and paths say, in the words of the counter.

extension Call {
    /// The operation that the path names.
    ///
    /// - Throws: ``RequestError/unfit(at:wanted:)``.
    func operation(_ name: String) throws(RequestError) -> OperationID {
        try parameter(name, as: "an id of ours") { OperationID($0) }
    }

    /// How much is asked, one way only.
    ///
    /// - Throws: ``RequestError/unfit(at:wanted:)``.
    func asked() throws(RequestError) -> Asked {
        let ways = ["amount", "all", "uses"].filter { body[$0] != nil }
        guard ways.count < 2 else {
            throw .unfit(at: "/\(ways[1])", wanted: "either \(ways[0]) or \(ways[1])")
        }
        if let money = try money("amount") { return .money(money) }
        if body["all"]?.bool == true { return .everything }
        if let uses = body["uses"]?.integer { return .uses(Int(uses)) }
        return .nothing
    }

    /// An amount of the body; `nil` where it was left away.
    ///
    /// - Throws: ``RequestError/unfit(at:wanted:)`` for an amount below zero, or a currency that is
    ///   not in use.
    func money(_ name: String) throws(RequestError) -> Money? {
        guard let value = body[name] else { return nil }
        guard let amount = value["amount"]?.integer, amount >= 0 else {
            throw .unfit(at: "/\(name)/amount", wanted: "a whole number of minor units")
        }
        guard let currency = value["currency"]?.string.flatMap({ Currency(code: $0) }) else {
            throw .unfit(at: "/\(name)/currency", wanted: "a currency in use, such as EUR")
        }
        return Money(minorUnits: amount, currency: currency)
    }

    /// An amount that must be there.
    ///
    /// - Throws: ``RequestError/unfit(at:wanted:)``.
    func demandedMoney(_ name: String) throws(RequestError) -> Money {
        guard let money = try money(name) else { throw .unfit(at: "/\(name)", wanted: "an amount") }
        return money
    }

    /// How many items a page has, and behind which one it begins.
    var pageLimit: Int { parameters["limit"].flatMap { Int($0) } ?? 100 }
}
