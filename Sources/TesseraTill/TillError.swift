import TesseraLedger
import TesseraModel

/// Why a till without a network does not do what it is asked, where no other room has said so.
package enum TillError: ExplainedError {
    /// The folder is no till's.
    case notPaired(String)
    /// The till has no kit yet, or it was deleted.
    case noKit
    /// A kit or a book is live and the till for training, or the other way round.
    case trainingMismatch(tillIsTraining: Bool)
    /// The folder is another till's, or this or a later pairing's.
    case pairedAlready(TillID, epoch: UInt32)
    /// Records of the earlier pairing have not been sent; how many.
    case claimsUnsent(count: Int64)
    /// The issuer has more records than the log holds: the log was set back.
    case logRolledBack(known: Int64, last: Int64)
    /// The wall clock is more than five minutes behind the log's last record.
    case clockBehindLog(wall: Timestamp, lastRecorded: Timestamp)
    /// The card counts another currency than the till's limits.
    case offlineCurrency(card: Currency, limits: Currency)

    package var code: String {
        switch self {
        case .notPaired: "not_paired"
        case .noKit: "no_kit"
        case .trainingMismatch: "till_training_mismatch"
        case .pairedAlready: "paired_already"
        case .claimsUnsent: "claims_unsent"
        case .logRolledBack: "log_rolled_back"
        case .clockBehindLog: "clock_behind_log"
        case .offlineCurrency: "offline_currency"
        }
    }

    package var kind: ErrorKind {
        switch self {
        case .notPaired, .noKit, .trainingMismatch, .logRolledBack, .clockBehindLog:
            .misconfigured
        case .pairedAlready, .claimsUnsent: .conflict
        case .offlineCurrency: .refused
        }
    }

    package var message: String {
        switch self {
        case .notPaired(let folder): "The folder \(folder) is not a till's."
        case .noKit: "This till has no kit, so nothing was taken."
        case .trainingMismatch(let tillIsTraining):
            tillIsTraining
                ? "This till is for training, and what it met is live."
                : "This till is live, and what it met is for training."
        case .pairedAlready(let device, let epoch):
            "The folder belongs to pairing \(epoch) of \(device)."
        case .claimsUnsent(let count):
            "\(Int(count).counted("record")) of this till's earlier pairing were not sent yet."
        case .logRolledBack(let known, let last):
            "The office has \(known) records of this till, and its log ends with \(last)."
        case .clockBehindLog(let wall, let last):
            "The clock says \(wall.rfc3339), but the last record was made at \(last.rfc3339)."
        case .offlineCurrency(let card, let limits):
            "This card counts \(card.code), and without a network only \(limits.code) is taken."
        }
    }

    package var hint: String? {
        switch self {
        case .notPaired: "Pair it first, or name the till's folder with --till-folder."
        case .noKit: "Fetch a kit: tessera sync pull."
        case .trainingMismatch: "What was practised stays apart. Ask the office for the right one."
        case .pairedAlready: "Give another folder, or pair this till anew at the office."
        case .claimsUnsent: "Send them first: tessera sync push."
        case .logRolledBack:
            "Take nothing more here. An older copy was put back; let the office pair it anew."
        case .clockBehindLog: "Set the clock right and scan again."
        case .offlineCurrency: "Take it at a till that is connected."
        }
    }
}
