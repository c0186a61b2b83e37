import Foundation
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraToken
import TesseraVerification
import Testing

/// Guesses by somebody who knows everything but the secrets, at the counter with its book.
///
/// Over the wire: `Tests/Tools/http-guess.py`.
///
/// F13, T7, T12, T15.
struct GuessTests {
    /// For each of four seeds; `TESSERA_GUESSES=2500000` makes ten million of them.
    private static let count =
        ProcessInfo.processInfo.environment["TESSERA_GUESSES"].flatMap { Int($0) } ?? 50_000

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `of two hundred thousand scanned tokens with other tags none is believed`(
        seed: UInt64
    ) async throws {
        let desk = try await Desk(.inMemory)
        let voucher = try await desk.voucher(.gift(Sample.euros(cents: 5_000)))
        let genuine = try #require(Base32.bytes(of: String(voucher.token.dropFirst(3))))
        let body = Array(genuine.dropLast(16))
        var random = SeededRandom(seed: seed)
        var reasons: [String: Int] = [:]

        for _ in 0..<Self.count {
            let tag = [random.next(), random.next()].flatMap { word in
                (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
            }
            let guess = "TZ1" + Base32.text(of: body + tag)
            do {
                _ = try await desk.counter.check(guess, at: Sample.till1)
                reasons["believed", default: 0] += 1
            } catch let error as VerificationError {
                reasons[error.code, default: 0] += 1
            }
        }

        #expect(reasons == ["tag_mismatch": Self.count])
        #expect(try await desk.counter.check(voucher.token, at: Sample.till1).available == 5_000)
    }

    // Ten a till, and a new till for the next ten: every one of them is looked at.
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `of forty thousand typed codes with other tags none is believed`(
        seed: UInt64
    ) async throws {
        let desk = try await Desk(.inMemory)
        let voucher = try await desk.voucher(.gift(Sample.euros(cents: 5_000)))
        let head = voucher.typedCode.replacing("-", with: "").utf8.prefix(7).compactMap {
            Base32.value(of: $0)
        }
        var random = SeededRandom(seed: seed)
        var reasons: [String: Int] = [:]

        for number in 0..<10_000 {
            let tag = random.next()
            let signs = head + (0..<8).map { UInt8(truncatingIfNeeded: tag >> (5 * $0)) & 31 }
            let guess = (signs + [Self.check(signs)]).map { Base32.alphabet[Int($0)] }
            let till = try #require(TillID("guess-\(number / 10)"))
            do {
                _ = try await desk.counter.check(String(decoding: guess, as: UTF8.self), at: till)
                reasons["believed", default: 0] += 1
            } catch let error as VerificationError {
                reasons[error.code, default: 0] += 1
            }
        }

        #expect(reasons == ["tag_mismatch": 10_000])
        #expect(try await desk.counter.check(voucher.typedCode, at: Sample.till1).entry == .typed)
    }

    // T16, written out once more: Σ α^(15−i)·cᵢ with x⁵+x²+1.
    private static func check(_ signs: [UInt8]) -> UInt8 {
        var sum: UInt8 = 0
        for sign in signs {
            let value = sum ^ sign
            sum = value < 16 ? value << 1 : (value << 1 & 31) ^ 5
        }
        return sum
    }
}
