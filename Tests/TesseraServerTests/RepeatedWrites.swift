import HTTPTypes
import Synchronization
import TesseraAnswers
import Testing

@testable import TesseraServer

/// The named writes of a test that were accepted, each sent again at once and when all is over.
///
/// So every test of a named write shows that its first answer comes again to the byte, also when
/// what it is about has changed since.
final class RepeatedWrites: Sendable {
    /// A request with the answer it got.
    struct Write: Sendable {
        let method: HTTPRequest.Method
        let path: String
        let body: String?
        let headers: HTTPFields
        let said: Asking.Said
    }

    private let writes = Mutex<[Write]>([])

    /// Keeps a write for the end.
    func add(_ write: Write) { writes.withLock { $0.append(write) } }

    /// All of them, in the order they were sent.
    var all: [Write] { writes.withLock { $0 } }
}

extension RepeatedWrites.Write {
    /// Expects that a second answer is the first.
    func expectSame(_ again: Asking.Said, _ when: String) {
        let name = Service.endpoint(method, path)?.name ?? path
        #expect(again.status == said.status, "\(name) sent again \(when): \(again.value.text)")
        #expect(
            String(decoding: again.bytes, as: UTF8.self)
                == String(decoding: said.bytes, as: UTF8.self), "\(name) sent again \(when)")
        #expect(
            again.headers[.idempotentReplayed] == "true", "\(name) sent again \(when) says so")
        #expect(again.headers[.eTag] == said.headers[.eTag], "\(name) sent again \(when)")
    }
}

extension Asking {
    /// Sends every write that was booked again, in the order in which they came.
    func repeatAll(_ when: String) async throws {
        for write in writes.all {
            let again = try await send(write)
            // A session does not last as long as a name; a key does.
            if again.code == "not_signed_in", write.headers[.cookie] != nil { continue }
            write.expectSame(again, when)
        }
    }
}

extension Asking.Said {
    /// Whether it says that a named write was booked: a look or a rehearsal is none. What is
    /// answered while it is read has no answer as a whole; each line says whether it is repeated.
    func isBooked(_ method: HTTPRequest.Method, _ path: String) -> Bool {
        guard let endpoint = Service.endpoint(method, path), endpoint.isNamedWrite,
            endpoint.body?.isStream != true
        else { return false }
        return endpoint.answers.contains { $0.status == status && !$0.booksNothing }
    }
}

extension Service {
    /// The endpoint that answers at a path.
    static func endpoint(_ method: HTTPRequest.Method, _ path: String) -> Endpoint? {
        let plain = String(path.prefix { $0 != "?" })
        return endpoints.first { $0.method == method && $0.path.matches(plain) }
    }
}
