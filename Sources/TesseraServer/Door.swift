import Hummingbird
import TesseraModel
import TesseraOperations

/// Finds out who asks.
protocol Door: Sendable {
    /// Who asks.
    ///
    /// - Parameters:
    ///   - request: The request with its credentials.
    ///   - isWrite: Whether something may be changed, so that a page's form needs its word.
    ///   - address: Where it comes from.
    ///   - counter: Where keys and sessions are known.
    /// - Returns: Somebody who was let in.
    /// - Throws: ``RequestError/credentialsMissing`` for nobody; ``AccessError`` for somebody
    ///   who is not let in, unknown and forged keys alike.
    func caller(
        of request: Request, isWrite: Bool, from address: String, _ counter: Counter
    ) async throws -> Caller
}
