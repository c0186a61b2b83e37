import TesseraModel

// Codes and wording of acceptors, devices, settlements and slips; the cases stand in
// LedgerError.swift.
extension LedgerError {
    var partyCode: String {
        switch self {
        case .unknownAcceptor: "unknown_acceptor"
        case .unknownDevice: "unknown_device"
        case .acceptorKindFixed: "acceptor_kind_fixed"
        case .agreementEnded: "agreement_ended"
        case .deviceElsewhere: "device_elsewhere"
        case .deviceRevoked: "device_revoked"
        case .audiencesExhausted: "audiences_exhausted"
        case .refundsRefused: "refunds_refused"
        case .settlementNotNext: "settlement_not_next"
        case .unknownOperator: "unknown_operator"
        case .operatorDismissed: "operator_dismissed"
        case .operatorNotAllowed: "operator_not_allowed"
        case .slipChanged: "slip_changed"
        case .slipUnfit: "slip_unfit"
        default: "ledger_unavailable"
        }
    }

    func partyMessage(told telling: Telling) -> String? {
        switch self {
        case .unknownAcceptor(let id): "There is no shop or partner \(id)."
        case .unknownDevice(let id): "There is no device \(id), or it was not paired that often."
        case .acceptorKindFixed(let id, true): "\(id) is a partner, and no shop of our own."
        case .acceptorKindFixed(let id, false): "\(id) is a shop of our own, and no partner."
        case .agreementEnded(let id, let time):
            "The agreement with \(id) ended \(telling.moment(time))."
        case .deviceElsewhere(let id, let acceptor): "The device \(id) belongs to \(acceptor)."
        case .deviceRevoked(let id, let time):
            "The device \(id) was given up \(telling.moment(time))."
        case .audiencesExhausted: "All numbers for partners and groups have been given out."
        case .refundsRefused(let id):
            "\(id) gives money back and puts nothing back on vouchers, as agreed."
        case .settlementNotNext(let id, let next):
            "The next settlement of \(id) begins with number \(next) of the journal."
        case .memberErased(let number, let time):
            "The member \(number.text) was erased \(telling.moment(time))."
        case .profileChanged(let number):
            "What is known about \(number.text) was changed meanwhile."
        case .slipChanged(let name): "\(name) was changed meanwhile."
        case .slipUnfit(let name):
            "\(name.isEmpty ? "No name" : name) does not fit beside the book's history."
        case .unknownOperator(let id), .operatorNotAllowed(let id, .unknown):
            "Nobody was appointed as \(id)."
        case .operatorDismissed(let id, let time),
            .operatorNotAllowed(let id, .dismissed(let time)):
            "\(id) was dismissed \(telling.moment(time))."
        case .operatorNotAllowed(let id, .elsewhere(let shop)): "\(id) works at \(shop) alone."
        case .operatorNotAllowed(let id, .role(let role, let act)):
            "\(id) is \(role.phrase) and may not \(act.phrase)."
        default: nil
        }
    }

    var partyHint: String? {
        switch self {
        case .unknownAcceptor: "See them with: tessera partner list, tessera shop list."
        case .unknownDevice:
            "See them with: tessera device list. Pair it with: tessera device pair."
        case .acceptorKindFixed:
            "Choose another name. See them with: tessera partner list, tessera shop list."
        case .agreementEnded: "Agree anew with: tessera partner edit."
        case .deviceElsewhere: "Choose another name for this device."
        case .deviceRevoked: "Pair it again with: tessera device pair."
        case .audiencesExhausted: "No more partners can be added to this book."
        case .refundsRefused: "Nothing was put back. The agreement can be changed for what follows."
        case .settlementNotNext:
            "Somebody settled meanwhile; look at it with: tessera partner show."
        case .memberErased: "Nothing is booked for this card any more; enrol anew."
        case .profileChanged: "Look at it again: tessera member show."
        case .slipChanged: "Nothing was changed; look at it again and repeat it."
        case .slipUnfit:
            "Names have up to 200 small letters, digits and /-_.: and values up to 16 KiB."
        case .unknownOperator, .operatorNotAllowed(_, .unknown):
            "See them with: tessera operator list. Appoint one with: tessera operator add."
        case .operatorDismissed: "Nothing was changed."
        case .operatorNotAllowed(_, .dismissed), .operatorNotAllowed(_, .elsewhere):
            "Nothing was booked. Somebody who works here can do it."
        case .operatorNotAllowed(_, .role): "Nothing was booked. Ask a supervisor or the office."
        default: nil
        }
    }
}

extension OperatorRole {
    fileprivate var phrase: String {
        switch self {
        case .cashier: "a cashier"
        case .supervisor: "a supervisor"
        case .partner: "a partner's"
        case .admin: "an admin"
        case .auditor: "an auditor"
        }
    }
}

extension OperatorAct {
    fileprivate var phrase: String {
        switch self {
        case .redeem: "redeem"
        case .undo: "undo"
        case .hold: "put aside"
        case .reverse: "put redemptions back"
        case .sell: "sell"
        case .change: "change vouchers"
        case .look: "look"
        }
    }
}
