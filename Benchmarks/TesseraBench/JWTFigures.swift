import Foundation
import JWTKit

/// The same claims in the most usual other form, read by the ecosystem's own library.
struct JWTFigures {
    let tokens: TokenFigures

    /// Our tokens over a JWT of the same claims, HS256.
    func verifyOverJWT() async throws -> [Figure] {
        let keys = JWTKeyCollection()
        await keys.add(hmac: HMACKey(from: [UInt8](0..<32)), digestAlgorithm: .sha256)
        let jwt = Array(try await keys.sign(GiftClaims.sample).utf8)
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

/// What the gift token says, as a JWT says it.
private struct GiftClaims: JWTPayload {
    let aud: AudienceClaim
    let jti: IDClaim
    let nbf: NotBeforeClaim
    let exp: ExpirationClaim
    let amount: Int
    let currency: String

    static let sample = GiftClaims(
        aud: AudienceClaim(value: "0"), jti: IDClaim(value: "vch_3_70001"),
        nbf: NotBeforeClaim(value: Date(timeIntervalSince1970: 1_600_000_000)),
        exp: ExpirationClaim(value: .distantFuture), amount: 5_000, currency: "EUR")

    func verify(using algorithm: some JWTAlgorithm) throws {
        try exp.verifyNotExpired()
        try nbf.verifyNotBefore()
    }
}
