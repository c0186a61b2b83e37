import Glibc
import TesseraCrypto
import TesseraModel
import TesseraToken

extension VerificationError {
    package var message: String { message(told: .absolute) }

    package func message(told telling: Telling) -> String {
        switch self {
        case .unreadable(let error): error.message
        case .trainingKey: "This is a training voucher and is worth nothing."
        case .unknownKey: "This code was not issued by us, or this till is out of date."
        case .keyNotYetActive: "This code's key is not in use yet."
        case .keyRetired: "This code is from a series that has ended."
        case .keyCompromised: "This code is from a series that only the ledger can check."
        case .keyKindMismatch, .keyAudienceMismatch, .tagMismatch:
            "This code was not issued by us, or was changed afterwards."
        case .wrongAudience: "This voucher is for other shops."
        case .wrongKind(let kind): "This is \(kind.phrase)."
        case .keyWindowMismatch: "This code's days do not fit the series it claims to be from."
        case .clockImplausible(let time): "This till's clock says \(time.rfc3339)."
        case .notYetValid(let first): "This voucher is good from \(first.spoken) on."
        case .expired(let last): "This voucher was good until \(last.spoken)."
        case .notAcceptedHere(.campaign):
            "Vouchers of this campaign are not accepted here."
        case .notAcceptedHere(.gifts): "Gift cards are not accepted here."
        case .notAcceptedHere(.outside(let days)):
            "Vouchers are accepted here from \(days.first.spoken) to \(days.last.spoken)."
        case .termsMismatch: "This voucher's terms are not those that this till has."
        case .alreadyRedeemed: "This voucher was already used."
        case .revoked: "This voucher was taken back."
        case .balanceCheckRequired:
            "Part of this voucher was used, and its balance is not known here."
        case .unknownList: "This till's kit does not know this series of vouchers."
        case .kitTooOld(let time):
            "This till's kit was good until \(telling.zone.day(at: time).spoken)."
        case .offlineLimit(let bound, let limit, let used, let asked):
            offlineMessage(bound, limit, used, asked)
        case .forgedWithLeakedKey: "This code is a forgery: it was not issued by us."
        case .tooManyAttempts(let limit):
            "\(limit) wrong codes were typed at this till within the hour."
        case .liveCodeStale: "This picture of a member's code is out of date."
        case .typedCodeNeedsLedger: "A typed code cannot be checked without the ledger."
        default: kitMessage
        }
    }

    private func offlineMessage(
        _ bound: OfflineBound, _ limit: OfflineAmount, _ used: OfflineAmount,
        _ asked: OfflineAmount
    ) -> String {
        let scope =
            switch bound {
            case .perVoucher: "of one voucher"
            case .perDay: "in a day"
            case .lease: "of this voucher"
            }
        return "Without a network this till takes \(limit.shown) \(scope) at most; "
            + "\(used.shown) of that is used, and \(asked.shown) was asked."
    }

    private var kitMessage: String {
        switch self {
        case .kitDamaged: "The kit's file was changed or cut, or is not a kit."
        case .kitNewer(let version):
            "The kit has form \(version), which this program does not know."
        case .kitNotGenuine: "The kit was not made by the issuer that this till belongs to."
        case .kitOfAnother(let acceptor, let device):
            "The kit is for \(device.map { "till \($0.text) of " } ?? "")\(acceptor.text)."
        case .kitRolledBack(let held, let offered):
            "The kit has number \(offered), and this till had number \(held) before."
        case .kitDeltaMismatch(let held?, let base):
            "The changes are for kit number \(base), and this till has number \(held)."
        case .kitDeltaMismatch(nil, let base):
            "The changes are for kit number \(base), and this till has none."
        case .notAKitKey: "The file is not a key that kits are checked with."
        case .kitFolderReadable(byOthers: let path): "Other users can get at \(path)."
        case .kitFolderFailed(let path, let errorNumber):
            "\(path) cannot be used: \(unsafe String(cString: strerror(errorNumber)))."
        case .kitCounterDamaged(let path): "\(path) was changed or cut."
        case .crypto(let error): error.message
        default: ""
        }
    }

    package var hint: String? {
        switch self {
        case .unreadable(let error): error.hint
        case .trainingKey: "Ask for the real voucher, or switch this till to training."
        case .unknownKey, .unknownList, .keyNotYetActive:
            "Bring this till up to date; if it is, do not accept the code."
        case .keyRetired: "Do not accept it. The office can say what it was."
        case .keyCompromised, .balanceCheckRequired, .typedCodeNeedsLedger:
            "Check it at a till that is connected."
        case .keyKindMismatch, .keyAudienceMismatch, .tagMismatch, .keyWindowMismatch:
            "Do not accept it. Ask the customer to open the original in the app."
        case .wrongAudience: "The voucher says where it can be used."
        case .wrongKind: "Scan what this screen asks for."
        case .clockImplausible: "Set the clock right and scan again."
        case .notYetValid: "Ask the customer to come back on that day."
        case .expired: "Offer the customer a new one, if the campaign is still on."
        case .notAcceptedHere(.outside): "Ask the customer to come on one of those days."
        case .notAcceptedHere: "The voucher says where it can be used."
        case .termsMismatch, .offlineLimit: "Check it at a till that is connected."
        case .alreadyRedeemed, .revoked: "Do not accept it. The office can say when and why."
        case .kitTooOld: "Fetch a new kit, then scan again."
        case .forgedWithLeakedKey(let id):
            "Do not accept it, and tell the office at once: key \(id.number) has leaked."
        case .tooManyAttempts: "Scan the code instead, or let a supervisor unlock the till."
        case .liveCodeStale: "Ask the customer to show the card in the app, not a picture of it."
        default: kitHint
        }
    }

    private var kitHint: String? {
        switch self {
        case .kitDamaged: "Fetch the kit again."
        case .kitNewer: "Install a later version of tessera."
        case .kitNotGenuine:
            "Do not use it. Fetch the kit from the issuer, and check the key that goes with it."
        case .kitOfAnother: "Fetch the kit that was made for this till."
        case .kitRolledBack: "Fetch the newest kit."
        case .kitDeltaMismatch: "Fetch the whole kit instead."
        case .notAKitKey: "Take the file with the name of the kit and .pub behind it."
        case .kitFolderReadable(byOthers: let path): "Close it with: chmod go= \(path)."
        case .kitFolderFailed: "Look at the folder and at the disk, then fetch the kit again."
        case .kitCounterDamaged: "Pair this till again."
        case .crypto(let error): error.hint
        default: nil
        }
    }
}
