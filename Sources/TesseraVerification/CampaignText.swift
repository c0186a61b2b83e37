import TesseraCrypto
import TesseraModel

/// The terms of a campaign, as a till can show them.
///
/// A campaign may have several, because vouchers keep the terms they were issued with.
///
/// - Source: T4, T19.
package struct CampaignText: Hashable, Sendable {
    /// The campaign, at least 1.
    package let campaign: CampaignNumber
    /// The terms as written.
    package let text: String
    /// What entitlements of these terms carry: the first 6 bytes of the text's SHA-256.
    package let digest: UInt64

    /// The terms of a campaign.
    package init(campaign: CampaignNumber, text: String) {
        precondition(campaign >= 1)
        self.campaign = campaign
        self.text = text
        digest = Digest.sha256(Array(text.utf8)).prefix(6).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The order in which a kit has them.
    static func precedes(_ left: CampaignText, _ right: CampaignText) -> Bool {
        (left.campaign, left.digest) < (right.campaign, right.digest)
    }
}
