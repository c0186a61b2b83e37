import Glibc
import TesseraClaims
import TesseraPremises
import TesseraTill

extension OfflineTill {
    /// Opens a till's folder, and waits as long for another command to let go of it as for a data
    /// folder: a cashier scans while the till is synced.
    ///
    /// - Parameters:
    ///   - folder: The till's folder.
    ///   - clock: The clock; one that fits the till if not said.
    /// - Returns: The till.
    /// - Throws: What is wrong with the folder; ``ClaimError/logInUse(processID:)`` after five
    ///   seconds.
    static func waitingFor(_ folder: String, clock: SystemClock? = nil) throws -> OfflineTill {
        let told = try clock ?? SystemClock(isTraining: pairing(in: folder).isTraining)
        var patience = Premises.patienceMilliseconds
        while true {
            do {
                return try OfflineTill(folder, clock: told)
            } catch ClaimError.logInUse where patience > 0 {
                patience -= 20
                usleep(20_000)
            }
        }
    }
}
