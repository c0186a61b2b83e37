import Foundation
import Testing

/// A partner's tablet, in a browser: a till that needs nobody signed in, and no network for days.
@Suite(
    .serialized,
    .enabled(
        if: PageScene.hasBrowser,
        "no browser: apt-get install chromium, and run Tests/Tools/install-readers.sh"))
struct PartnerBrowserTests {
    @Test
    func `a tablet pairs by one code, answers every code, and stops when it is given up`()
        async throws
    {
        try await look("partner")
    }

    @Test
    func `what is taken without a network is in the book once, and conflicts are shown`()
        async throws
    {
        try await look("partner_away")
    }

    @Test
    func `the camera pairs a tablet and sees vouchers, also with the service away`()
        async throws
    {
        try await look("partner_camera")
    }

    private func look(_ name: String) async throws {
        let scene = try await PageScene()
        let said = try await scene.look(name, [scene.service.key])
        #expect(said.hasSuffix("\(name): well\n"), "\(said)")
        #expect(scene.service.log.range(of: Data("TZPAIR".utf8)) == nil, "a pairing is in the log")
        try await scene.end()
        let verified = try await scene.service.say("tessera ledger verify")
        #expect(verified.status == 0, "\(verified.text)")
    }
}
