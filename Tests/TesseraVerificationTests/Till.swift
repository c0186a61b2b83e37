import TesseraModel
import TesseraTestSupport
import TesseraToken
import TesseraVerification

/// A till with a kit: what it holds, and what it answers.
struct Till {
    var records = [SampleKeys.record()]
    var zone = IssuerZone.utc
    var audiences = [Audience.ownShops]
    var acceptsTraining = false
    /// The lists that the kit carries, and what it knows of the handmade token's own slot.
    var lists: [UInt16] = [3]
    var status = SlotStatus.open
    var agreement: Agreement?
    var campaigns: [CampaignText] = []
    var leases: [Lease] = []
    var issuedAt = Sample.noon.advanced(byMilliseconds: -86_400_000)
    var expiresAt = Sample.noon.advanced(byMilliseconds: 86_400_000)
    var time = Sample.noon
    var expected = KindSet.all
    var authority = Verifier.Authority.verifier

    func verifier() throws -> Verifier {
        var map = StatusMap(lists: lists)
        if lists.contains(3) { map.note([(Sample.position(3, 70_001), status)]) }
        return Verifier(
            ring: try SampleKeys.ring(records), zone: zone, audiences: audiences,
            acceptsTraining: acceptsTraining,
            kit: Kit.Standing(
                issuedAt: issuedAt, expiresAt: expiresAt, status: map, agreement: agreement,
                campaigns: campaigns, leases: leases))
    }

    /// Why a text is not believed; `nil` if it is.
    func answer(_ text: String) throws -> VerificationError? {
        let bytes = Array(text.utf8)
        let verifier = try verifier()
        do throws(VerificationError) {
            _ = try verifier.verify(
                scanned: bytes.span, at: time, expecting: expected, authority: authority)
            return nil
        } catch { return error }
    }
}
