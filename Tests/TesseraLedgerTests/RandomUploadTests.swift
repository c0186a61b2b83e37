import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// Many claims of many devices in any order and more than once; asked of every store.
///
/// L14, R12; F23.
struct RandomUploadTests {
    /// What devices say they did, and what follows from it whatever the order.
    private struct Model {
        var requests: [BookingRequest] = []
        /// What was taken of each voucher and not put back.
        var taken: [VoucherPosition: Int64] = [:]
        /// Vouchers of which something was put back.
        var touched: Set<VoucherPosition> = []
        var recordCount: [TillID: Int64] = [:]
    }

    @Test(arguments: Store.available, 1...6 as ClosedRange<UInt64>)
    func `claims come to the same in any order`(store: Store, seed: UInt64) async throws {
        var random = SeededRandom(seed: seed)
        let scene = try await OfflineScene(store, Sample.gift(cents: 1_000, count: 20))
        let devices = try (1...5).map { try #require(TillID("till-\($0)")) }
        for device in devices.dropFirst(2) {
            try await scene.book(.pair(device, acceptor: Sample.harbour))
        }
        let model = history(of: devices, scene, &random)
        var arriving = model.requests
        for _ in 0..<60 {
            arriving.append(model.requests[Int.random(in: 0..<300, using: &random)])
        }
        arriving.shuffle(using: &random)

        while !arriving.isEmpty {
            let count = Int.random(in: 1...80, using: &random)
            _ = try await scene.ledger.book(Array(arriving.prefix(count)))
            arriving = Array(arriving.dropFirst(count))
        }

        let cleared = model.taken.values.reduce(0, +)
        #expect(try await scene.balance(of: OfflineScene.clearing) == cleared)
        for (position, taken) in model.taken where !model.touched.contains(position) {
            let left = try await scene.ledger.voucher(at: position).balance
            #expect(left == max(0, 1_000 - taken))
        }
        for device in devices {
            let progress = try await scene.device(device).epoch.progress
            #expect(progress.through == model.recordCount[device] && progress.gaps == [])
        }
        #expect(try await scene.ledger.figures().operations == 307)
        #expect(try await scene.ledger.audit().findings == [])
    }

    /// Three hundred records; every sixth puts the one before it back.
    private func history(
        of devices: [TillID], _ scene: OfflineScene, _ random: inout SeededRandom
    ) -> Model {
        var model = Model()
        var logs = devices.map { scene.log($0) }
        while model.requests.count < 300 {
            let index = Int.random(in: 0..<logs.count, using: &random)
            let position = Sample.position(0, UInt32.random(in: 0..<20, using: &random))
            let cents = Int64.random(in: 1...150, using: &random)
            let claim = logs[index].take(cents: cents, of: position)
            model.requests.append(claim)
            model.recordCount[devices[index], default: 0] += 1
            if model.requests.count % 6 == 5, position.slot < 8 {
                model.requests.append(logs[index].record(.undo(claim.operation)))
                model.recordCount[devices[index], default: 0] += 1
                model.touched.insert(position)
            } else {
                model.taken[position, default: 0] += cents
            }
        }
        return model
    }
}
