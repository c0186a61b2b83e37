import Foundation
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraTestSupport

/// Kills a till while it accepts, takes its power or lets its disk fail, opens it again, and tells
/// the book what it did with a process that is killed as well.
///
/// What was answered is in the till's log after every round, with at most the one record whose
/// answer was on its way. At the end the book has every record once and nothing else.
///
/// - Source: L14; F23.
struct TillDrill {
    /// What was counted.
    struct Outcome {
        var struck: [TillBlow: Int] = [:]
        var pushesKilled = 0
        var answered = 0
        var unanswered = 0
        var lost = 0
        var doubled = 0
        var foreign = 0
        var unnamed = 0
        var isBalanced = false

        var isSound: Bool {
            isBalanced && answered > 0 && lost + doubled + foreign + unnamed == 0
        }
        var line: String {
            let blows = TillBlow.allCases.map { "\($0.rawValue) \(struck[$0] ?? 0)" }
            return blows.joined(separator: " ") + " pushes killed \(pushesKilled) "
                + "answered \(answered) unanswered \(unanswered) lost \(lost) doubled \(doubled) "
                + "foreign \(foreign) unnamed \(unnamed) "
                + (isBalanced ? "sound" : "UNSOUND")
        }
    }

    private var shop: TillShop
    private let hand: TillHand
    private var random: SeededRandom
    private var outcome = Outcome()
    /// The card of each record that the log must have, by the record's number.
    private var cards: [Int64: String] = [:]
    /// The redemption of each record that was answered.
    private var redemptions: [Int64: String] = [:]

    /// A drill whose moments follow from a seed.
    init(_ program: String, seed: UInt64) throws {
        random = SeededRandom(seed: seed)
        shop = try TillShop(program)
        hand = TillHand(shop, tracer: StrikeDrill.tracer)
    }

    /// Strikes the till so many times.
    mutating func run(rounds: Int) async throws -> Outcome {
        // So long a push takes is how long one may wait to be killed.
        let whole = try ContinuousClock().measure { try shop.push() }
        let longest = UInt32(whole / .microseconds(1)) * 5 / 4
        for round in 0..<rounds {
            let blow = hand.blows[round % hand.blows.count]
            // What was lost shifts all numbers that follow.
            guard try strike(blow) else { return outcome }
            if Int.random(in: 0..<4, using: &random) > 0 {
                let wait = UInt32.random(in: 0...longest, using: &random)
                if try shop.push(killedAfter: wait) { outcome.pushesKilled += 1 }
            } else {
                try shop.push()
            }
            if Int.random(in: 0..<8, using: &random) == 0 { try shop.renew() }
        }
        try shop.push()
        try await compare()
        outcome.isBalanced = try shop.isSound()
        return outcome
    }

    /// Lets the till accept until it is struck, opens it again, and compares its log with what it
    /// said.
    ///
    /// - Returns: Whether everything that was answered is there.
    private mutating func strike(_ blow: TillBlow) throws -> Bool {
        let shown = (0..<80).map { _ in Int.random(in: 0..<shop.cards.count, using: &random) }
        let (answers, isStruck) = try hand.answers(
            to: shown.map { shop.cards[$0].token }, until: blow, &random)
        if isStruck { outcome.struck[blow, default: 0] += 1 }
        let before = Int64(cards.count)
        var last = before
        for answer in answers where answer.code == "accepted" {
            guard let record = answer.record, let voucher = answer.voucher,
                let redemption = answer.redemption, record == last + 1
            else {
                outcome.foreign += 1
                continue
            }
            last = record
            cards[record] = voucher
            redemptions[record] = redemption
        }
        outcome.answered += Int(last - before)
        judge(refusals: answers, after: blow)
        guard let records = try shop.status().records else { throw Unreadable() }
        if records < last {
            outcome.lost += Int(last - records)
            return false
        }
        // The one that was on its way: the first without an answer, or without a good one.
        let next = answers.firstIndex { $0.code == "log_failed" } ?? answers.count
        if records == last + 1, next < shown.count {
            outcome.unanswered += 1
            cards[records] = shop.cards[shown[next]].voucher
        } else if records > last {
            outcome.foreign += Int(records - last)
        }
        return true
    }

    /// Thrown when the till says nothing of its records.
    struct Unreadable: Error {}

    /// Each refusal must name the disk, and after a sync that failed nothing more is accepted.
    private mutating func judge(refusals answers: [TillShop.Answer], after blow: TillBlow) {
        let reasons: Set = ["log_failed", "disk_full", "file_failed"]
        for answer in answers where answer.code != "accepted" {
            if blow != .fail || !reasons.contains(answer.code) { outcome.unnamed += 1 }
        }
        if let failed = answers.firstIndex(where: { $0.code == "log_failed" }),
            answers[failed...].contains(where: { $0.code != "log_failed" })
        {
            outcome.unnamed += 1
        }
    }

    /// Looks for every record in the book, once, and for anything else there.
    private mutating func compare() async throws {
        let book = try shop.book()
        defer { Task { await book.close() } }
        var (after, seen, taken): (OperationID?, Set<Int64>, [String: Int64]) = (nil, [], [:])
        while true {
            let page = try await book.claims(after: after, conflictsOnly: false, limit: 1_000)
            for booked in page {
                guard let (claim, verdict) = booked.claim, let position = booked.position,
                    let voucher = cards[claim.sequence], voucher == position.voucherText,
                    redemptions[claim.sequence].map({ isSame($0, booked.operation) }) ?? true,
                    verdict.ruling == .accepted, verdict.paid == 1
                else {
                    outcome.foreign += 1
                    continue
                }
                if !seen.insert(claim.sequence).inserted { outcome.doubled += 1 }
                taken[voucher, default: 0] += 1
            }
            after = page.last?.operation
            if page.count < 1_000 { break }
        }
        outcome.lost += cards.keys.filter { !seen.contains($0) }.count
        for state in try await book.vouchersInUse(after: nil, limit: 1_000_000)
        where TillShop.face - state.balance != taken[state.position.voucherText] ?? 0 {
            outcome.doubled += 1
        }
    }

    /// Returns whether a redemption as people read it is an operation.
    private func isSame(_ redemption: String, _ operation: OperationID) -> Bool {
        redemption.split(separator: "_").last == operation.text.split(separator: "_").last
    }
}
