/// What the running service knows about itself.
struct House: Sendable {
    /// Counts what is asked and answered.
    let figures: Figures
    /// Lets nobody ask too often.
    let limiter: RateLimiter
    /// The OpenAPI document, written once.
    let document: [UInt8]
}
