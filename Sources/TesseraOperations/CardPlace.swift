import TesseraConfiguration
import TesseraLedger
import TesseraModel

/// Where a card is taken.
package struct CardPlace: Hashable, Sendable {
    /// The name people read.
    package let name: String
    /// Whether it is a partner and no shop of our own.
    package let isPartner: Bool
}

extension Counter {
    /// Where a card or voucher is taken today: our own shops, or the partners it was issued for as
    /// far as what was agreed with them covers it.
    ///
    /// - Throws: Infrastructure errors.
    func places(for terms: Terms, of audience: Audience) async throws -> [CardPlace] {
        let register = try await register()
        var places: [CardPlace] = []
        if audience == .ownShops {
            places = settings.shops.map { CardPlace(name: $0.name, isPartner: false) }
        }
        let ownIDs = Set(settings.shops.map(\.id))
        for acceptor in register.acceptors where !ownIDs.contains(acceptor.id) {
            let agreement = acceptor.agreement
            guard acceptor.end == nil, register.audiences(of: acceptor).contains(audience),
                agreement.validity.contains(today), agreement.accepts(terms)
            else { continue }
            places.append(CardPlace(name: acceptor.name, isPartner: acceptor.isPartner))
        }
        return places
    }
}
