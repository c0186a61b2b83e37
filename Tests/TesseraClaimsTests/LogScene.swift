import Foundation
import TesseraClaims
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraTestSupport
import TesseraToken

/// A till's log in a folder of its own.
struct LogScene {
    let home: TemporaryFolder
    let key: DeviceKey
    let ids = OperationIDs()

    init() throws {
        home = try TemporaryFolder()
        key = try LogScene.key(7)
    }

    static func key(_ byte: UInt8) throws -> DeviceKey {
        try DeviceKey(SecretBytes([UInt8](repeating: byte, count: 32)))
    }

    /// A gift card of 50.00 euros in a slot.
    static func body(slot: UInt32 = 70_001) throws -> TokenBody {
        var token = HandmadeToken()
        token.slot = slot
        return try TokenBody(token.body)
    }

    /// Twelve euros taken of fifty.
    static func twelve(slot: UInt32 = 70_001) throws -> ClaimRecord.Act {
        let taken = ClaimRecord.Taken(
            body: try body(slot: slot), demand: .amount(Sample.euros(cents: 1_200)),
            amount: 1_200, leased: 200, left: 3_800, discount: nil)
        guard let taken else { throw Unfit() }
        return .redeem(taken)
    }

    struct Unfit: Error {}

    var folder: TillFolder { TillFolder(home.path).folder("log") }

    /// Opens the log and gathers what is in it.
    func open(
        epoch: UInt32 = 1, key: DeviceKey? = nil, segment: Int = 1_000
    ) throws(ClaimError) -> (log: ClaimLog, claims: [LoggedClaim]) {
        var claims: [LoggedClaim] = []
        let log = try ClaimLog(
            folder, device: Sample.till1, epoch: epoch, key: key ?? self.key,
            segmentRecordCount: segment
        ) { claims.append($0) }
        return (log, claims)
    }

    /// Why the log is not opened; `nil` if it is.
    func refusal() -> ClaimError? {
        do throws(ClaimError) {
            _ = try open()
            return nil
        } catch { return error }
    }

    /// Appends so many claims, a second apart.
    @discardableResult
    func append(_ count: Int, to log: ClaimLog) throws -> [LoggedClaim] {
        try (0..<count).map { index in
            let time = Sample.noon.advanced(byMilliseconds: 1_000 * (log.next - 1))
            return try log.append(
                ids.next(), kit: 5, at: time, LogScene.twelve(slot: UInt32(index)))
        }
    }

    var files: [String] {
        get throws { try folder.names().map { "\(folder.path)/\($0)" } }
    }

    func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    func write(_ bytes: [UInt8], to path: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
}
