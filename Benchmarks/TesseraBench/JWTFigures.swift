import Foundation
import JWTKit

/// The same claims in the most usual other form, read by the ecosystem's own library.
struct JWTFigures {
    let tokens: TokenFigures

    /// Our tokens over a JWT of the same claims, HS256.
    func verifyOverJWT() async throws -> [Figure] {
        let keys = JWTKeyCollection()
        await keys.add(hmac: HMACKey(from: [UInt8](0..<32)), digestAlgorithm: .sha256, kid: "1")
        let jwt = Array(try await keys.sign(GiftClaims.sample, kid: "1").utf8)
        let rounds = try await Race(slices: 4).run(
            ours: (20_000, { try tokens.verify($0) }),
            reference: (
                200,
                { times in
                    for _ in 0..<times {
                        let claims = try await keys.verify(jwt, as: GiftClaims.self)
                        precondition(claims.amount == 5_000)
                    }
                }
            ))
        return [
            Figure(
                "verify_vs_jwt_kit", of: rounds.map(\.speed), gate: .atLeast(100),
                beside: "\(rates(rounds)); \(nanoseconds(rounds))")
        ]
    }
}

/// Every field of the gift token, as a JWT says it.
private struct GiftClaims: JWTPayload {
    let kind: Int
    let aud: AudienceClaim
    let list: Int
    let slot: Int
    let seal: String
    let nbf: NotBeforeClaim
    let exp: ExpirationClaim
    let amount: Int
    let currency: Int

    static let sample = GiftClaims(
        kind: 2, aud: AudienceClaim(value: "0"), list: 3, slot: 70_001, seal: "8f1d02c4a7",
        nbf: NotBeforeClaim(value: Date(timeIntervalSince1970: 1_600_000_000)),
        exp: ExpirationClaim(value: Date(timeIntervalSince1970: 4_000_000_000)), amount: 5_000,
        currency: 978)

    func verify(using algorithm: some JWTAlgorithm) throws {
        try exp.verifyNotExpired()
        try nbf.verifyNotBefore()
    }
}
