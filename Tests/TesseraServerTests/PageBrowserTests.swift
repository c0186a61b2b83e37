import Foundation
import TesseraAnswers
import TesseraModel
import TesseraTestSupport
import Testing

@testable import TesseraServer

/// The pages in a browser: what people see and do, in every language, light and width.
@Suite(
    .serialized,
    .enabled(
        if: PageScene.hasBrowser,
        "no browser: apt-get install chromium, and run Tests/Tools/install-readers.sh"))
struct PageBrowserTests {
    @Test
    func `the front door and signing in are for everybody`() async throws {
        let scene = try await PageScene()
        let said = try await scene.look(
            "door", ["ida-1", PageScene.password, "ana-7", PageScene.pin, "till-7"])
        #expect(said.hasSuffix("door: well\n"), "\(said)")
        try await scene.end()
    }

    @Test
    func `amounts and days are written and read as each language does`() async throws {
        let scene = try await PageScene()
        let said = try await scene.look("amounts", [])
        #expect(said.hasSuffix("amounts: well\n"), "\(said)")
        try await scene.end()
    }

    @Test
    func `a cashier scans, types, takes, puts back and sells, whatever the keyboard`()
        async throws
    {
        let scene = try await PageScene()
        let said = try await scene.look(
            "cashier", [PageScene.password, PageScene.pin, scene.service.key])
        #expect(said.hasSuffix("cashier: well\n"), "\(said)")
        try await scene.end()
    }

    @Test
    func `a code that the camera sees for five seconds is one redemption`() async throws {
        let scene = try await PageScene()
        let said = try await scene.look("camera", [PageScene.password, scene.service.key])
        #expect(said.hasSuffix("camera: well\n"), "\(said)")
        try await scene.end()
    }

    @Test
    func `while the service is away the page says so, and what was meant happens once`()
        async throws
    {
        let scene = try await PageScene()
        let said = try await scene.look("away", [PageScene.password, scene.service.key])
        #expect(said.hasSuffix("away: well\n"), "\(said)")
        try await scene.end()
    }

    @Test
    func
        `what another code overtook is in the day's list, and a no speaks the page's language`()
        async throws
    {
        let scene = try await PageScene()
        let said = try await scene.look("late", [PageScene.password, scene.service.key])
        #expect(said.hasSuffix("late: well\n"), "\(said)")
        try await scene.end()
    }

    @Test
    func `the cashier's page weighs at most 100 kB, and takes each of forty scans once`()
        async throws
    {
        let scene = try await PageScene()
        let said = try await scene.look("figures", [PageScene.password, scene.service.key])
        #expect(said.hasSuffix("figures: well\n"), "\(said)")
        try await scene.end()
    }

    @Test
    func `a paired till takes vouchers while nobody answers, and tells the book once`()
        async throws
    {
        let scene = try await PageScene()
        let shop = try await scene.service.say(
            """
            tessera shop add harbour --offline-per-voucher 50 --offline-per-day 90 \
              --offline-uses 6
            """)
        try #require(shop.status == 0, "\(shop.text)")
        let said = try await scene.look("without", [PageScene.password, scene.service.key])
        #expect(said.hasSuffix("without: well\n"), "\(said)")
        let verified = try await scene.service.say("tessera ledger verify 2>&1")
        #expect(verified.status == 0, "\(verified.text)")
        try await scene.end()
    }

    @Test
    func `a voucher whose time is over has a word, a colour and its last day`() async throws {
        let scene = try await PageScene()
        let made = try await scene.service.say(
            """
            set -e
            tessera voucher issue --amount 25 --until $(date -u -d '5 days' +%F) --json > card
            date -u -d '60 days' +%FT%TZ
            """)
        let file = URL(filePath: scene.service.home.path).appending(path: "card")
        let card = try JSONValue(reading: [UInt8](try Data(contentsOf: file)))
        let token = try #require(card["token"]?.string)
        try await scene.end()
        scene.service.now = made.text.trimmed
        try await scene.service.start()

        let said = try await scene.look("expired", [PageScene.password, scene.service.key, token])
        #expect(said.hasSuffix("expired: well\n"), "\(said)")
        try await scene.end()
    }
}
