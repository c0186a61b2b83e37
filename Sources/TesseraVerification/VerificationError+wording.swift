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
        case .alreadyRedeemed: "This voucher was already used."
        case .revoked: "This voucher was taken back."
        case .balanceCheckRequired:
            "Part of this voucher was used, and its balance is not known here."
        case .unknownList: "This till's kit does not know this series of vouchers."
        case .kitTooOld(let time):
            "This till's kit was good until \(telling.zone.day(at: time).spoken)."
        case .forgedWithLeakedKey: "This code is a forgery: it was not issued by us."
        case .tooManyAttempts(let limit):
            "\(limit) wrong codes were typed at this till within the hour."
        case .liveCodeStale: "This picture of a member's code is out of date."
        case .typedCodeNeedsLedger: "A typed code cannot be checked without the ledger."
        case .kitDamaged: "The kit's file was changed or cut, or is not a kit."
        case .kitNewer(let version):
            "The kit has form \(version), which this program does not know."
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
        case .alreadyRedeemed, .revoked: "Do not accept it. The office can say when and why."
        case .kitTooOld: "Fetch a new kit, then scan again."
        case .forgedWithLeakedKey(let id):
            "Do not accept it, and tell the office at once: key \(id.number) has leaked."
        case .tooManyAttempts: "Scan the code instead, or let a supervisor unlock the till."
        case .liveCodeStale: "Ask the customer to show the card in the app, not a picture of it."
        case .kitDamaged: "Fetch the kit again."
        case .kitNewer: "Install a later version of tessera."
        }
    }
}
