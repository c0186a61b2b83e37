internal import Glibc

/// A thread of the system.
enum PostgresThread {
    /// What a thread does, in the form that C passes on.
    private final class Body {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }

    /// Starts a thread that ends with its body.
    static func start(_ body: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let status = unsafe pthread_create(
            &thread, nil,
            { argument in
                if let argument = unsafe argument {
                    unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                }
                return nil
            }, Unmanaged.passRetained(Body(body)).toOpaque())
        precondition(status == 0, "the system has no thread left")
        pthread_detach(thread)
    }
}
