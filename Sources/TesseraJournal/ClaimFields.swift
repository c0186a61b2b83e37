import TesseraLedger
import TesseraModel

// What a device did without a network, and what the book made of it, as a journal has them.

extension Claim {
    /// All but the voucher, which stands in the record itself.
    var json: CanonicalJSON {
        .fields { fields in
            fields.put("device", device.text)
            fields.put("epoch", epoch)
            switch finding {
            case .genuine: fields.put("finding", "genuine")
            case .forged(let key):
                fields.put("finding", "forged")
                fields.put("key", key.number)
            case .wrongMAC: fields.put("finding", "wrong_mac")
            }
            fields.put("hash", hash.text)
            fields.put("kit", kit)
            fields.put("occurred_at", occurredAt)
            fields.put("previous", previous.text)
            fields.put("sequence", sequence)
            switch act {
            case .redeem(_, let demand, let taken, let discount):
                fields.put("demand", demand.json)
                fields.put("discount", discount)
                fields.put("taken", taken)
            case .undo(let id): fields.put("undoes", id.text)
            }
        }
    }

    init(fields: FieldReader, voucher: VoucherPosition?) throws(RecordFault) {
        let act: Act
        if fields.has("undoes") {
            act = .undo(try fields.named("undoes") { OperationID($0) })
        } else {
            guard let voucher else { throw .field("voucher") }
            act = .redeem(
                voucher, try Demand(json: fields.value("demand")),
                taken: try fields.integer("taken"), discount: try fields.integerIfAny("discount"))
        }
        let finding: Finding
        switch try fields.text("finding") {
        case "genuine": finding = .genuine
        case "forged": finding = .forged(KeyID(try fields.number("key")))
        case "wrong_mac": finding = .wrongMAC
        default: throw .field("finding")
        }
        self.init(
            device: try fields.named("device") { TillID($0) },
            epoch: try fields.number("epoch"), sequence: try fields.integer("sequence"),
            hash: try fields.named("hash") { ClaimHash(text: $0) },
            previous: try fields.named("previous") { ClaimHash(text: $0) },
            kit: try fields.integer("kit"), occurredAt: try fields.time("occurred_at"),
            act: act, finding: finding)
    }
}

extension ClaimVerdict {
    var json: CanonicalJSON {
        .fields { fields in
            fields.put("balance", balance)
            fields.put("discount", discount)
            fields.put("fork", CanonicalJSON.truth(isFork))
            fields.put("lost_by_acceptor", lostByAcceptor)
            fields.put("lost_by_issuer", lostByIssuer)
            fields.put("paid", paid)
            fields.put("returned", returned)
            fields.put("ruling", ruling.rawValue)
        }
    }

    init(fields: FieldReader) throws(RecordFault) {
        self.init(
            ruling: try fields.named("ruling") { Ruling(rawValue: $0) },
            paid: try fields.integer("paid"),
            lostByIssuer: try fields.integer("lost_by_issuer"),
            lostByAcceptor: try fields.integer("lost_by_acceptor"),
            returned: try fields.integer("returned"),
            balance: try fields.integerIfAny("balance"),
            discount: try fields.integerIfAny("discount"), isFork: try fields.truth("fork"))
    }
}
