import Foundation
import TesseraScan
import TesseraTestSupport

/// The reader of QR codes on pictures that were drawn to be hard, in turns with zbar.
struct ScanFigures {
    private static let rounds = 5
    private static let python = ".build/readers/bin/python3"

    /// What was read in a round of all pictures, and how long each took.
    private struct Tally {
        var milliseconds: [Double] = []
        var rightCount = 0
        var wrongCount = 0

        mutating func count(_ texts: [String], of picture: StressPicture, took: Duration) {
            if !picture.text.isEmpty { milliseconds.append(took.inMilliseconds) }
            if texts == picture.texts {
                rightCount += 1
            } else if !texts.isEmpty {
                wrongCount += 1
            }
        }
    }

    /// The share that is read of 300 pictures, what is misread in them and in 200 frames without a
    /// code, and the median time over zbar's.
    func measure() async throws -> [Figure] {
        let zbar = try ZBar()
        let codes = try pictures(["300"])
        let wrecks = try pictures(["200", "20261122", "nothing"])
        var (ours, reference): ([Tally], [Tally]) = ([], [])
        for _ in 0..<Self.rounds {
            var (first, second) = (Tally(), Tally())
            for picture in codes {
                read(picture, into: &first) { Self.texts(in: $0) }
                read(picture, into: &second) { zbar.texts(in: $0) }
            }
            ours.append(first)
            reference.append(second)
        }
        var empty = Tally()
        for picture in wrecks { read(picture, into: &empty) { Self.texts(in: $0) } }
        let wrong = ours[0].wrongCount + empty.wrongCount
        let times = [ours, reference].map { tallies in
            tallies.map { $0.milliseconds.quantile(0.5) }
        }
        return [
            Figure(
                "qr_decode_stress", of: [Double(ours[0].rightCount) / Double(codes.count)],
                gate: .atLeast(0.98),
                beside: "\(ours[0].rightCount) of \(codes.count); "
                    + "zbar \(reference[0].rightCount)"),
            Figure(
                "qr_decode_misreads", of: [Double(wrong)], unit: "pictures", gate: .atMost(0),
                beside: "of these and \(wrecks.count) without a code; "
                    + "zbar \(reference[0].wrongCount)"),
            Figure(
                "qr_decode_vs_zbar", of: zip(times[0], times[1]).map { $0 / $1 },
                gate: .atMost(0.5),
                beside: "\(shown(times[0].quantile(0.5))) ms beside "
                    + "\(shown(times[1].quantile(0.5))) ms"),
        ]
    }

    private func read(
        _ picture: StressPicture, into tally: inout Tally, by reader: (StressPicture) -> [String]
    ) {
        var texts: [String] = []
        let took = ContinuousClock().measure { texts = reader(picture) }
        tally.count(texts, of: picture, took: took)
    }

    /// Draws pictures, always the same ones; segno and Pillow draw them, and none of our code.
    private func pictures(_ words: [String]) throws -> [StressPicture] {
        let folder = try TemporaryFolder()
        try Child.run([Self.python, "Tests/Tools/make-stress.py", folder.path] + words)
        return try StressPicture.all(in: folder.path)
    }

    private static func texts(in picture: StressPicture) -> [String] {
        (try? QRReader().texts(width: picture.width, height: picture.height, grey: picture.grey))
            ?? []
    }
}
