import TesseraModel

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
