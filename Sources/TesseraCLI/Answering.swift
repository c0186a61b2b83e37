import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraModel
import TesseraOperations
import TesseraPremises

extension Speech {
    /// Says an answer, or a refusal, which at the counter is an answer too.
    ///
    /// - Parameter work: Finds what is said: an object for programs and lines for people.
    /// - Returns: The exit status: 0 for a yes.
    func answering(
        _ work: () async throws -> (value: JSONValue, lines: [String])
    ) async -> Int32 {
        do {
            let found = try await work()
            answer(found.value, found.lines)
            return 0
        } catch let error as any ExplainedError {
            refuse(error)
            return error.exitStatus
        } catch {
            remark("A fault of ours: \(error)")
            return 1
        }
    }
}

extension ShopOptions {
    /// Does something that says its own yes; a no is told in this shop's zone.
    ///
    /// - Throws: The exit status of a no, once it is said; what is no answer.
    func telling(_ speaking: SpeechOptions, _ work: () throws -> Void) throws {
        do {
            try work()
        } catch let error as any ExplainedError {
            var speech = speaking.speech
            speech.telling = Telling(zone: try settings().zone, now: try clock().now())
            speech.complain(error)
            throw ExitCode(error.exitStatus)
        }
    }

    /// Does one thing at the counter and says what came of it.
    ///
    /// - Parameters:
    ///   - speaking: How it is said.
    ///   - access: Whether the book is changed.
    ///   - work: Does it; returns an object for programs and lines for people.
    /// - Throws: The exit status of a no, once it is said; what can be wrong with the data folder.
    func answering(
        _ speaking: SpeechOptions, _ access: Access = .writing,
        _ work:
            @escaping @Sendable (Counter, Speech) async throws -> (
                value: JSONValue, lines: [String]
            )
    ) throws {
        let status = try atCounter(access) { counter -> Int32 in
            var told = speaking.speech
            told.telling = counter.telling
            let speech = told
            return await speech.answering {
                try await counter.ledger.suggesting(counter.settings) {
                    try await work(counter, speech)
                }
            }
        }
        if status != 0 { throw ExitCode(status) }
    }
}
