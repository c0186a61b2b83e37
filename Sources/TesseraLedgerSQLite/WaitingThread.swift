import Foundation

/// A thread that does nothing but wait, so that none of those is kept on which tasks run.
enum WaitingThread {
    private static let stackByteCount = 64 << 10

    /// Starts a thread that ends with its body.
    static func start(_ body: @escaping @Sendable () -> Void) {
        let thread = Thread(block: body)
        thread.stackSize = stackByteCount
        thread.start()
    }
}
