import Dispatch
import Synchronization

/// Runs asynchronous work to its end on behalf of a command that is not asynchronous.
///
/// The thread that waits does nothing else, so nothing can wait for it in turn.
func waiting<T: Sendable>(
    for work: @escaping @Sendable () async throws -> T
) throws -> T {
    let done = DispatchSemaphore(value: 0)
    let outcome = Mutex<Result<T, any Error>?>(nil)
    Task {
        let result: Result<T, any Error>
        do { result = .success(try await work()) } catch { result = .failure(error) }
        outcome.withLock { $0 = result }
        done.signal()
    }
    done.wait()
    guard let result = outcome.withLock({ $0 }) else {
        preconditionFailure("the work signals only when it has an outcome")
    }
    return try result.get()
}
