import Foundation
import TesseraLedger
import TesseraModel
import TesseraTestSupport
import TesseraTill
import TesseraToken
import Testing

/// What a stolen till gives away.
///
/// - Source: R11, T22, L14.
struct TillPrivacyTests {
    @Test func `no file of a till holds a code that could be shown again`() throws {
        let scene = try TillScene()
        let till = try scene.till()
        let token = HandmadeToken()
        try till.take(scene.gift(), scene.cents(100), scene)
        let tag = Array(try token.bytes().suffix(16))

        let folder = URL(fileURLWithPath: scene.path)
        let names = try FileManager.default.subpathsOfDirectory(atPath: scene.path)
        let files = names.compactMap { try? Data(contentsOf: folder.appending(path: $0)) }

        #expect(files.count >= 5)
        #expect(files.contains { $0.range(of: Data(token.body)) != nil })
        #expect(files.allSatisfy { $0.range(of: Data(tag)) == nil })
    }
}

extension TillScene {
    /// Opens the folder again after whoever had it let go.
    func reopened(_ till: OfflineTill) throws -> OfflineTill {
        till.close()
        return try open()
    }

    func openToOthers(_ path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    }
}
