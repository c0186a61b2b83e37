import Foundation
import TesseraClaims
import TesseraTestSupport
import Testing

/// What the pages do without a network, in a real browser, beside what the Swift side does.
///
/// - Source: T12, T13, T19–T21, L14, L15.
struct OfflinePageTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let python = root.appending(path: ".build/readers/bin/python3").path
    private static let hasBrowser =
        FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium")
        && FileManager.default.isExecutableFile(atPath: python)

    /// What the pages made, for the judge here.
    private struct Made: Decodable {
        struct Log: Decodable {
            let upload: String
            let count: Int
        }
        let till: Log
    }

    @Test(.enabled(if: hasBrowser, "no Chromium, or run Tests/Tools/install-readers.sh"))
    func `a page answers as a till does, and the issuer can read what it wrote`() async throws {
        let home = try TemporaryFolder()
        let cases = try JSONEncoder().encode(PageCases())
        try cases.write(to: URL(filePath: "\(home.path)/cases.json"))
        let tool = OfflinePageTests.root.appending(path: "Tests/Tools/pages-offline.py").path

        let said = try await Shell.say("\(OfflinePageTests.python) \(tool) .", in: home)

        #expect(said.status == 0, "\(said.text)")
        let file = try Data(contentsOf: URL(filePath: "\(home.path)/out.json"))
        let made = try JSONDecoder().decode(Made.self, from: file).till
        let bytes = Array(try #require(Data(base64Encoded: made.upload)))
        let claims = try ClaimUpload(bytes).claims
        #expect(claims.count == made.count && !claims.isEmpty)
        let key = try TillScene.deviceKey()
        #expect(claims.allSatisfy { $0.isAuthentic(under: key) })
        for (one, next) in zip(claims, claims.dropFirst()) {
            #expect(next.record.previous == one.hash)
        }
        // The MAC of the last record ends in front of the file's own digest.
        var altered = bytes
        altered[bytes.count - 70] ^= 1
        #expect(throws: ClaimError.damaged(.upload)) { try ClaimUpload(altered) }
        var record = try #require(claims.last).bytes
        record[record.count - 40] ^= 1
        let isBelieved = (try? LoggedClaim(record))?.isAuthentic(under: key) ?? false
        #expect(!isBelieved)
    }
}

func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
