import TesseraCrypto
import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraToken

/// A voucher as it leaves the house.
package struct IssuedVoucher: Hashable, Sendable {
    /// Where its status lives.
    package let position: VoucherPosition
    /// The text of its QR code.
    package let token: String
    /// The sixteen characters under it.
    package let typedCode: String
}

/// The codes of a batch, made anew from the batch and the key whenever they are wanted.
///
/// - Source: L2, F18.
package struct BatchCodes: Sendable {
    /// The batch.
    package let batch: Batch
    private var issuer: TokenIssuer
    private let typedKey: TypedCodeKey

    init(batch: Batch, key: SigningKey, validity: ValidityPeriod) throws(TokenError) {
        self.batch = batch
        issuer = try TokenIssuer(
            again: key, validity: validity, terms: batch.order.terms, salt: batch.order.salt)
        typedKey = key.typedCodeKey
    }

    /// Appends the token's text of the voucher with an index.
    ///
    /// - Parameters:
    ///   - index: 0..<count of the batch.
    ///   - text: Where the 66 characters or so go.
    /// - Throws: ``CryptoError/libraryFailed(_:)`` if OpenSSL does not sign; never with suite 1.
    package mutating func appendToken(at index: Int, to text: inout [UInt8]) throws(CryptoError) {
        try issuer.append(position(at: index), to: &text)
    }

    /// Appends the id of the voucher with an index, `vch_3_70001`.
    package func appendVoucher(at index: Int, to text: inout [UInt8]) {
        text += position(at: index).voucherText.utf8
    }

    /// Appends the typed code of the voucher with an index.
    package func appendTypedCode(at index: Int, to text: inout [UInt8]) {
        text += typedCode(at: index).text.utf8
    }

    /// The typed code of the voucher with an index.
    package func typedCode(at index: Int) -> TypedCode {
        typedKey.code(kind: batch.order.terms.kind, position: position(at: index))
    }

    /// The voucher with an index, whole.
    ///
    /// - Throws: ``CryptoError/libraryFailed(_:)`` if OpenSSL does not sign; never with suite 1.
    package mutating func voucher(at index: Int) throws(CryptoError) -> IssuedVoucher {
        let position = position(at: index)
        return IssuedVoucher(
            position: position, token: try issuer.token(at: position),
            typedCode: typedCode(at: index).text)
    }

    private func position(at index: Int) -> VoucherPosition {
        guard let position = batch.position(at: index) else {
            preconditionFailure("the index is within the batch")
        }
        return position
    }
}

extension Counter {
    /// The codes of a batch.
    ///
    /// - Throws: ``TokenError/keyCannotSign(_:_:)`` if the batch's key was retired or compromised;
    ///   a configuration error if the key is gone.
    package func codes(of batch: Batch) throws -> BatchCodes {
        try codes(of: batch, validity: batch.order.validity)
    }

    /// The codes of one voucher as it is now: with its later last day, if it was extended.
    ///
    /// - Throws: As ``codes(of:)``; ``LedgerError/unknownVoucher(_:)``.
    package func issued(_ position: VoucherPosition) async throws -> IssuedVoucher {
        let batch = try await ledger.batch(covering: position)
        let state = try await ledger.voucher(at: position)
        var codes = try codes(of: batch, validity: state.validity)
        return try codes.voucher(at: position.number - batch.first.number)
    }

    private func codes(of batch: Batch, validity: ValidityPeriod) throws -> BatchCodes {
        let key = try key(batch.order.keyID, batch.order.terms.kind)
        return try BatchCodes(batch: batch, key: key, validity: validity)
    }
}
