import Foundation
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraTestSupport

/// Redeems while the system lets no file grow beyond a size, as a disk that fails in mid-write.
///
/// - Source: L8.
enum LimitDrill {
    /// Says the number of each acknowledged redemption, then the code of the error that ended it,
    /// and then the codes that a second redemption and a question are answered with.
    static func redeemUntilRefused(in folder: String, fileByteLimit: UInt) async throws {
        let ledger = try await SQLiteLedger.open(
            folder: folder, zone: Sample.bucharest, wall: FixedClock(Sample.noon))
        // Without this the system would end the process instead of answering the write.
        signal(SIGXFSZ, SIG_IGN)
        var limit = rlimit(rlim_cur: rlim_t(fileByteLimit), rlim_max: rlim_t(fileByteLimit))
        guard unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else {
            exit(71)
        }
        var number: UInt64 = 0
        do throws(LedgerError) {
            while true {
                _ = try await ledger.redeem(KillDrill.request(number))
                Speech.say("\(number)")
                number += 1
            }
        } catch {
            Speech.say(error.code)
        }
        do throws(LedgerError) {
            _ = try await ledger.redeem(KillDrill.request(number))
            Speech.say("accepted")
        } catch {
            Speech.say(error.code)
        }
        do throws(LedgerError) {
            _ = try await ledger.figures()
            Speech.say("answered")
        } catch {
            Speech.say(error.code)
        }
    }
}
