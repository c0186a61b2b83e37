import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations

/// Selling at the till: a card that was issued to be sold, and more value on one.
enum SaleEndpoints {
    static let all = [sell]

    private static let sell = Endpoint(
        method: .post, path: "/v1/sales", name: "sell",
        summary: "Sell a card that was scanned, or top it up",
        about: "Without an `amount` the card becomes good for what it was issued with; with one, "
            + "a gift card gets so much more. The policy's amounts hold as in the office.",
        part: .till, access: .scope(.sell),
        body: .record(
            [
                TillEndpoints.code,
                .optional("amount", .named("money"), "How much more; to sell it if left away."),
            ] + Approving.fields + Standpoint.workerOnly),
        answers: [.made("Sold.", .named("voucher"))], isNamedWrite: true, takesCodes: true,
        run: { call in
            try call.requireVoucherDesk()
            let here = try call.standpoint()
            let position = try await call.counter.position(
                named: call.text("voucher"), at: here.till)
            let batch = try await call.counter.ledger.batch(covering: position)
            try call.requireOwn(batch)
            let action = try call.sale(of: batch.order.terms)
            let changed = try await call.counter.change(
                position, action, approval: try await call.approval(),
                at: Place(shop: here.shop, till: here.till, operator: here.worker),
                operation: call.named())
            return .made(changed.value)
        })
}

extension Call {
    // What is sold: the card, or more value on it.
    fileprivate func sale(of terms: Terms) throws -> VoucherAction {
        guard body["amount"] != nil else { return .activate }
        let more = try demandedMoney("amount")
        if case .gift(let face) = terms, face.currency != more.currency {
            throw LedgerError.currencyMismatch(card: face.currency, asked: more.currency)
        }
        guard more.minorUnits > 0 else {
            throw RequestError.unfit(at: "/amount/amount", wanted: "an amount above zero")
        }
        return .topUp(by: more.minorUnits)
    }
}
