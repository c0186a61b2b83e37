import TesseraModel

/// The JSON of a judged claim, letter by letter what ``CompactText`` makes of it.
///
/// Claims arrive by the thousand, and the general encoder takes two thirds of all that it costs to
/// book one. What is in it needs no escapes: numbers, names, ids and hexadecimal digits.
enum ClaimDetailText {
    static func text(of claim: Claim, _ verdict: ClaimVerdict) -> String {
        var text = "{\"outcome\":{\"claimed\":{\"_0\":{"
        text.reserveCapacity(640)
        if let balance = verdict.balance { text += "\"balance\":\(balance)," }
        if let discount = verdict.discount { text += "\"discount\":\(discount)," }
        text += "\"isFork\":\(verdict.isFork),\"lostByAcceptor\":\(verdict.lostByAcceptor),"
        text += "\"lostByIssuer\":\(verdict.lostByIssuer),\"paid\":\(verdict.paid),"
        text += "\"returned\":\(verdict.returned),\"ruling\":\"\(verdict.ruling.rawValue)\"}}},"
        text += "\"wish\":{\"claim\":{\"_0\":{\"act\":"
        append(claim.act, to: &text)
        text += ",\"device\":\"\(claim.device.text)\",\"epoch\":\(claim.epoch),\"finding\":"
        switch claim.finding {
        case .genuine: text += "{\"genuine\":{}}"
        case .forged(let key): text += "{\"forged\":{\"_0\":\(key.number)}}"
        case .wrongMAC: text += "{\"wrongMAC\":{}}"
        }
        text += ",\"hash\":\"\(claim.hash.text)\",\"kit\":\(claim.kit),"
        text += "\"occurredAt\":\(claim.occurredAt.milliseconds),"
        text += "\"previous\":\"\(claim.previous.text)\",\"sequence\":\(claim.sequence)}}}}"
        return text
    }

    private static func append(_ act: Claim.Act, to text: inout String) {
        switch act {
        case .undo(let id): text += "{\"undo\":{\"_0\":\"\(id.text)\"}}"
        case .redeem(let position, let demand, let taken, let discount):
            text += "{\"redeem\":{\"_0\":\(position.number),\"_1\":"
            switch demand {
            case .everything: text += "{\"everything\":{}}"
            case .uses(let count): text += "{\"uses\":{\"_0\":\(count)}}"
            case .amount(let money): append("amount", money, to: &text)
            case .purchase(let price): append("purchase", price, to: &text)
            }
            if let discount { text += ",\"discount\":\(discount)" }
            text += ",\"taken\":\(taken)}}"
        }
    }

    private static func append(_ name: String, _ money: Money, to text: inout String) {
        text += "{\"\(name)\":{\"_0\":{\"currency\":\"\(money.currency.code)\","
        text += "\"minorUnits\":\(money.minorUnits)}}}"
    }
}
