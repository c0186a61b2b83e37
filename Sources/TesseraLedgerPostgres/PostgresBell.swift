internal import Glibc

/// Wakes one thread that waits, and remembers that it was rung until somebody has waited for it.
///
/// A semaphore would do, were it not that it can be waited for only by a clock that people set.
@safe
final class PostgresBell: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    private var isRung = false

    init() {
        unsafe mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        unsafe condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
        unsafe pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        unsafe pthread_condattr_init(&attributes)
        unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        unsafe pthread_cond_init(condition, &attributes)
        unsafe pthread_condattr_destroy(&attributes)
    }

    deinit {
        unsafe pthread_cond_destroy(condition)
        unsafe pthread_mutex_destroy(mutex)
        unsafe condition.deallocate()
        unsafe mutex.deallocate()
    }

    /// Rings.
    func ring() {
        unsafe pthread_mutex_lock(mutex)
        isRung = true
        unsafe pthread_mutex_unlock(mutex)
        unsafe pthread_cond_signal(condition)
    }

    /// Waits until it rings.
    ///
    /// - Parameter end: When waiting ends without it; `nil` for never.
    /// - Returns: Whether it rang.
    func wait(until end: Moment?) -> Bool {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        while !isRung {
            guard let end else {
                unsafe pthread_cond_wait(condition, mutex)
                continue
            }
            var time = end.time
            if unsafe pthread_cond_timedwait(condition, mutex, &time) != 0, !isRung {
                return false
            }
        }
        isRung = false
        return true
    }

    /// A time on the clock that nobody sets.
    struct Moment {
        fileprivate let time: timespec

        /// The moment so much later.
        init(after duration: Duration) {
            var now = timespec()
            unsafe clock_gettime(CLOCK_MONOTONIC, &now)
            let (seconds, attoseconds) = duration.components
            let nanoseconds = now.tv_nsec + Int(attoseconds / 1_000_000_000)
            time = timespec(
                tv_sec: now.tv_sec + Int(seconds) + nanoseconds / 1_000_000_000,
                tv_nsec: nanoseconds % 1_000_000_000)
        }
    }
}
