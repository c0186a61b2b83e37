/// What the running service knows about itself.
struct House: Sendable {
    /// Counts what is asked and answered.
    let figures: Figures
    /// Lets nobody ask too often.
    let limiter: RateLimiter
    /// Where one password is hashed after the other.
    let turnstile = Turnstile()
    /// The OpenAPI document, written once.
    let document: [UInt8]
}
