import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations

/// The second person in a request: named by a program that vouches for its users, or proven.
enum Approving {
    /// The fields of a body that say who agreed.
    static let fields: [Shape.Field] = [
        .optional(
            "approved_by", .name,
            "The second person; only for a key with the scope `approve`, which vouches for it."),
        .optional("approval", .named("approval"), "The second person, with what proves it."),
    ]

    /// What proves it.
    static let shapes: [(name: String, shape: Shape)] = [
        (
            "approval",
            .record([
                .required("operator", .name, "Who agrees."),
                .optional("pin", .text(upTo: 12), "Typed at the paired till that asks."),
                .optional("password", .text(upTo: 256), "In place of the PIN, anywhere."),
            ])
        )
    ]
}

extension Call {
    /// Who does it, and who agreed.
    ///
    /// What was booked under this name needs no proof: nothing is booked again, and the PIN may be
    /// another one by now.
    ///
    /// - Parameters:
    ///   - place: Where it is done, and who works there.
    ///   - isBooked: Whether the answer is known already.
    /// - Returns: Both, and how the second one was proven.
    /// - Throws: ``RequestError/unfit(at:wanted:)``; ``AccessError/approvalUnproven``,
    ///   ``AccessError/tooManyTries(seconds:)``; ``LedgerError/operatorNotAllowed(_:_:)``.
    func approval(_ place: Standpoint, isBooked: Bool) async throws -> Approval {
        let named: OperatorID? = try field("approved_by", as: "an operator's id") {
            OperatorID($0)
        }
        let sent = body["approval"]
        guard sent == nil || named == nil else {
            throw RequestError.unfit(at: "/approval", wanted: "either approved_by or approval")
        }
        let second = try sent.map { try secondPerson(of: $0) } ?? named
        var proof: AccessSource?
        if let second, !isBooked {
            if let sent {
                proof = try await proven(second, sent, place)
            } else if !caller.vouches {
                throw AccessError.approvalUnproven
            }
        }
        return Approval(worker: place.worker, second: second, asker: actor, proof: proof)
    }

    /// Who does it, and who agreed, where one operation is all that is booked.
    ///
    /// - Throws: As ``approval(_:isBooked:)``.
    func approval() async throws -> Approval {
        try await approval(
            try standpoint(), isBooked: try await counter.ledger.operation(named()) != nil)
    }

    private func secondPerson(of sent: JSONValue) throws(RequestError) -> OperatorID {
        guard let name = sent["operator"]?.string.flatMap({ OperatorID($0) }) else {
            throw .unfit(at: "/approval/operator", wanted: "an operator's id")
        }
        return name
    }

    private func proven(
        _ second: OperatorID, _ sent: JSONValue, _ place: Standpoint
    ) async throws -> AccessSource {
        let proof: AgreementProof
        switch (sent["pin"]?.string, sent["password"]?.string) {
        case (let pin?, nil):
            // A till's name in the body is only a name; a session at a till was begun there.
            guard caller.worker != nil, let till = caller.till else {
                throw AccessError.approvalUnproven
            }
            proof = .pin(pin, till)
        case (nil, let password?): proof = .password(password, source)
        default: throw RequestError.unfit(at: "/approval", wanted: "either pin or password")
        }
        return try await house.turnstile.pass {
            try await counter.prove(second, proof, at: place.shop, to: actor)
        }
    }
}

extension Caller {
    /// Whether its word is enough that a second person agreed: a program's for all shops that was
    /// trusted with it, never somebody's who is signed in.
    fileprivate var vouches: Bool {
        scopes.contains(.approve) && acceptor == nil && worker == nil
    }
}
