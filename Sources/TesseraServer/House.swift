/// What the running service knows about itself.
struct House: Sendable {
    /// Counts what is asked and answered.
    let figures: Figures
    /// Lets nobody ask too often.
    let limiter: RateLimiter
    /// Where one password is hashed after the other.
    let turnstile = Turnstile()
    /// Where one report after the other reads the book.
    let readingRoom = Turnstile()
    /// The kits that went out lately.
    let kits = KitShelf()
    /// The OpenAPI document, written once.
    let document: [UInt8]
    /// What browsers are given.
    let pages: PageShelf
}
