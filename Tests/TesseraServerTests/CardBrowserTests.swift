import Foundation
import Testing

/// The card on its holder's telephone, in a browser.
@Suite(
    .serialized,
    .enabled(
        if: PageScene.hasBrowser,
        "no browser: apt-get install chromium, and run Tests/Tools/install-readers.sh"))
struct CardBrowserTests {
    @Test
    func `a card opens from its link, needs no network then, and can be given away`()
        async throws
    {
        let scene = try await PageScene()
        let said = try await scene.look("card", [scene.service.key])
        #expect(said.hasSuffix("card: well\n"), "\(said)")
        #expect(scene.service.log.range(of: Data("tcl_".utf8)) == nil, "a link is in the log")
        try await scene.end()
    }

    @Test
    func `codes are drawn in the page as other programs draw them`() async throws {
        let scene = try await PageScene()
        let said = try await scene.look("qr", [])
        #expect(said.hasSuffix("qr: well\n"), "\(said)")
        try await scene.end()
    }
}
