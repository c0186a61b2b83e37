import Foundation
import TesseraTestSupport
import Testing

/// A browser that is a till, beside the service that it was paired with.
struct OfflinePageServiceTests {
    private static let hasBrowser =
        RunningService.hasTools
        && FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium")

    @Test(.enabled(if: hasBrowser, "no Chromium, or run Tests/Tools/install-readers.sh"))
    func `a paired page takes vouchers, tells the book, and finds its settlement right`()
        async throws
    {
        let service = try await RunningService()
        let tool = RunningService.root.appending(path: "Tests/Tools/pages-offline-live.py").path

        let said = try await Shell.say(
            "\(RunningService.python.path) \(tool) \(service.base) \(service.key)",
            in: service.home)

        #expect(said.status == 0, "\(said.text)")
        try await service.end(with: SIGTERM)
        let verified = try await Shell.say("tessera ledger verify", in: service.home)
        #expect(verified.status == 0, "\(verified.text)")
    }
}
