import TesseraModel

/// Whether a record can stand where it says it stands in its device's log.
///
/// - Source: L14, L15.
extension Clerk {
    /// How far clocks of tills may be off, in milliseconds: ten minutes.
    static let clockTolerance: Int64 = 10 * 60_000

    /// Returns whether a record contradicts those of its log that have arrived.
    static func contradicts<P: Paper>(
        _ claim: Claim, _ epoch: DeviceEpoch, on paper: inout P
    ) throws -> Bool {
        let progress = epoch.progress
        if progress.has(claim.sequence) { return true }
        let paired = epoch.pairedAt.advanced(byMilliseconds: 0 - clockTolerance)
        guard claim.occurredAt >= paired,
            progress.admits(claim.sequence, at: claim.occurredAt)
        else { return true }
        // A till writes its log from the first record on. One that tells a thousand pieces of it
        // with nothing between them would only make the book keep a list for it.
        if progress.ahead.count >= LogProgress.mostRuns, claim.sequence > progress.through + 1 {
            return true
        }
        if claim.sequence == 1 {
            if claim.previous != .beginning { return true }
        } else if progress.has(claim.sequence - 1),
            let before = try paper.filedClaim(
                claim.sequence - 1, of: claim.device, epoch: claim.epoch),
            before.hash != claim.previous
        {
            return true
        }
        if progress.has(claim.sequence + 1),
            let after = try paper.filedClaim(
                claim.sequence + 1, of: claim.device, epoch: claim.epoch),
            after.previous != claim.hash
        {
            return true
        }
        return false
    }
}
