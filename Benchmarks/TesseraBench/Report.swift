import Foundation
import TesseraModel

/// `bench.json`, as programs read it.
struct Report: Encodable {
    let date: String
    let machine: String
    let figures: [Figure]

    /// The report of some figures, made now on this machine.
    init(_ figures: [Figure]) {
        date = BenchClock.now.rfc3339
        machine = Machine.description
        self.figures = figures
    }

    /// Writes it into the folder that the measurement was started in.
    func write() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .withoutEscapingSlashes]
        try encoder.encode(self).write(to: URL(filePath: "bench.json"))
    }
}
