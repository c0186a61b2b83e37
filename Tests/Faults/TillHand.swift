import Foundation
import TesseraTestSupport

/// What happens to a till while it accepts.
enum TillBlow: String, CaseIterable {
    /// Kill −9 at any moment.
    case kill = "kills"
    /// The power goes at a write or sync, and with it what was not synced.
    case cut = "cuts"
    /// A write or sync fails, once or from there on.
    case fail = "errors"
}

/// Whoever shows codes to a till and strikes it.
struct TillHand {
    private let shop: TillShop
    private let tracer: String?

    /// A hand at a till, with `strace` if there is one.
    init(_ shop: TillShop, tracer: String?) {
        self.shop = shop
        self.tracer = tracer
    }

    /// What can be done to the till on this machine; most often it is killed, which is quickest.
    var blows: [TillBlow] { tracer == nil ? [.kill] : [.kill, .kill, .cut, .kill, .fail] }

    /// Shows codes to the till until it is struck.
    ///
    /// - Returns: All its answers, in the order of the codes, and whether it was struck at all.
    func answers(
        to codes: [String], until blow: TillBlow, _ random: inout SeededRandom
    ) throws -> (answers: [TillShop.Answer], isStruck: Bool) {
        guard blow != .kill, let tracer else { return try killed(codes, &random) }
        let isSync = Bool.random(using: &random)
        let call = isSync ? "fdatasync" : "pwrite64"
        // The first write of all is the till's name in its lock.
        let when = Int.random(in: 2...60, using: &random)
        let lasts = Bool.random(using: &random) ? "+" : ""
        let error = Bool.random(using: &random) ? "EIO" : "ENOSPC"
        let what =
            blow == .cut ? "signal=KILL:when=\(when)" : "error=\(error):when=\(when)\(lasts)"
        let disk = try TillDisk(shop.log)
        let till = try Till(
            [
                tracer, "-f", "-qq", "-y", "-o", shop.trace, "-e", "trace=pwrite64,fdatasync",
                "-e", "inject=\(call):\(what)",
            ] + shop.accepting, codes)
        let answers = try till.ended()
        guard blow == .cut else {
            return (answers, answers.contains { $0.code != "accepted" })
        }
        try disk.cutPower(after: shop.trace, &random)
        return (answers, till.isKilled)
    }

    private func killed(
        _ codes: [String], _ random: inout SeededRandom
    ) throws -> (answers: [TillShop.Answer], isStruck: Bool) {
        let till = try Till(shop.accepting, codes, staysOpen: true)
        till.hear(Int.random(in: 0...60, using: &random))
        usleep(UInt32.random(in: 0...3_000, using: &random))
        till.kill()
        return (try till.ended(), till.isKilled)
    }
}

/// The process of a till, with the codes that it is shown.
private final class Till {
    private let process = Process()
    private let (input, output) = (Pipe(), Pipe())
    private var heard = Data()

    /// Starts it and shows it codes, fewer than a pipe holds.
    ///
    /// - Parameters:
    ///   - words: The command.
    ///   - codes: What it is shown, one a line.
    ///   - staysOpen: Whether more codes might come, so that it does not end by itself.
    /// - Throws: What the system refuses.
    init(_ words: [String], _ codes: [String], staysOpen: Bool = false) throws {
        process.executableURL = URL(fileURLWithPath: words[0])
        process.arguments = Array(words.dropFirst())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        let text = codes.map { $0 + "\n" }.joined()
        try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try process.run()
        if !staysOpen { try input.fileHandleForWriting.close() }
    }

    var isKilled: Bool { process.terminationReason == .uncaughtSignal }

    /// Listens until so many answers were heard.
    func hear(_ count: Int) {
        while heard.count(where: { $0 == UInt8(ascii: "\n") }) < count {
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { return }
            heard.append(more)
        }
    }

    func kill() { Foundation.kill(process.processIdentifier, SIGKILL) }

    /// Waits for its end and gives back all that it said; a kill may have cut the last line.
    func ended() throws -> [TillShop.Answer] {
        heard.append(try output.fileHandleForReading.readToEnd() ?? Data())
        process.waitUntilExit()
        let whole = heard.prefix((heard.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1)
        return TillShop.answers(
            String(decoding: whole, as: UTF8.self).split(separator: "\n").map(String.init))
    }
}
