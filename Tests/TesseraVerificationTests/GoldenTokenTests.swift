import TesseraCrypto
import TesseraModel
import TesseraToken
import TesseraVerification
import Testing

/// Every golden vector through every door: verify, seal, write again.
struct GoldenTokenTests {
    private let golden = GoldenVectors.golden

    private func verifier(for entry: GoldenVectors.Case) throws -> Verifier {
        var kit: Kit.Standing?
        if let status = entry.status {
            let position = try found(VoucherPosition(list: 3, slot: 70_001))
            var map = StatusMap(lists: [UInt16(3)])
            map.note([(position, status == "spent" ? .spent : .revoked)])
            kit = Kit.Standing(
                issuedAt: Timestamp(seconds: 0), expiresAt: Timestamp(seconds: 1 << 40),
                status: map)
        }
        return Verifier(
            ring: try golden.ring(), zone: .utc, audiences: entry.audiences.map(Audience.init),
            kit: kit)
    }

    private func answer(_ entry: GoldenVectors.Case) throws -> Result<Token, VerificationError> {
        let verifier = try verifier(for: entry)
        let time = try found(Timestamp(rfc3339: entry.at))
        let kinds = KindSet(
            (entry.expectedKinds ?? ["member", "gift", "discount", "entitlement"])
                .compactMap(TokenKind.init(name:)))
        do throws(VerificationError) {
            let text = Array(entry.token.utf8)
            return .success(
                try verifier.verify(scanned: text.span, at: time, expecting: kinds).token)
        } catch { return .failure(error) }
    }

    // T12, T13
    @Test(arguments: GoldenVectors.everyCase)
    func `a golden vector gets the answer it names`(entry: GoldenVectors.Case) throws {
        switch try answer(entry) {
        case .success(let token):
            #expect(entry.expect == nil)
            let fields = try #require(entry.fields)
            #expect(token.kind.name == fields.kind)
            #expect(token.position == VoucherPosition(list: fields.list, slot: fields.slot))
            #expect(token.validity.first.text == fields.firstDay)
            #expect(token.validity.last.text == fields.lastDay)
            #expect(token.sealText == fields.seal)
            try expectTerms(of: token, fields)
        case .failure(let error):
            #expect(error.code == entry.expect)
        }
    }

    private func expectTerms(of token: Token, _ fields: GoldenVectors.Fields) throws {
        switch token.terms {
        case .member(let number, let tier):
            #expect(number.number == fields.member)
            #expect(tier == fields.tier)
        case .gift(let money):
            #expect(money.minorUnits == fields.amount)
            #expect(money.currency.code == fields.currency)
        case .discount(let discount):
            #expect(discount.campaign == fields.campaign)
            switch discount.reduction {
            case .percent(let basisPoints):
                #expect(fields.type == "percent")
                #expect(Int64(basisPoints) == fields.value)
            case .amount(let minorUnits):
                #expect(fields.type == "fixed")
                #expect(minorUnits == fields.value)
            }
            #expect(discount.currency.code == fields.currency)
            #expect(discount.minimumSpend == fields.minimumSpend)
            #expect(discount.cap == fields.cap)
        case .entitlement(let entitlement):
            #expect(entitlement.campaign == fields.campaign)
            #expect(entitlement.uses == fields.uses)
            #expect(hexadecimal(entitlement.termsDigest, digitCount: 12) == fields.terms)
        }
    }

    // T7
    @Test(arguments: GoldenVectors.everyCase.filter { $0.fields != nil && $0.audiences == [0] })
    func `a golden token is sealed by its epoch and written again to the same text`(
        entry: GoldenVectors.Case
    ) throws {
        let token = try answer(entry).get()
        let key = try golden.signingKey(token.keyID.number, token.kind)
        let unverified = try UnverifiedToken(entry.token)

        #expect(unverified.isSealed(by: key, salt: golden.salt))
        #expect(!unverified.isSealed(by: key, salt: golden.salt ^ 1))
        var issuer = try TokenIssuer(
            key: key, validity: token.validity, terms: token.terms, salt: golden.salt)
        let bare = entry.token.trimmed.replacing("]Q1", with: "")
        #expect(try issuer.token(at: token.position) == bare)
    }

    // T9
    @Test(arguments: GoldenVectors.golden.leaves.map(\.keyID))
    func `leaves are derived as the golden vectors say`(keyID: UInt16) throws {
        let purposes: [String: LeafPurpose] = [
            "tag": .tokenTag, "typed": .typedCode, "seal": .seal, "live": .liveCode,
        ]
        for leaf in golden.leaves where leaf.keyID == keyID {
            let derived = try golden.epoch("E1").leaf(
                try found(purposes[leaf.purpose]), kind: try found(TokenKind(name: leaf.kind)),
                audience: Audience(leaf.audience), keyID: KeyID(leaf.keyID))
            #expect(derived.exposed() == bytes(hexadecimal: leaf.leaf))
        }
    }
}
