import TesseraModel

extension Situation {
    /// What an event has of a word; none for what was not said.
    func words(of fact: WordFact) -> [String] {
        let facts = event.facts
        return switch fact {
        case .channel: facts.channel.map { [$0] } ?? []
        case .touchpoint: facts.touchpoint.map { [$0] } ?? []
        case .title: facts.title.map { [$0] } ?? []
        case .code: facts.codes
        case .shop: event.shop.map { [$0.text] } ?? []
        case .action: facts.action.map { [$0] } ?? []
        case .has:
            (member?.history ?? []).filter(\.isAccepted).compactMap(\.event.facts.title)
                + (facts.title.map { [$0] } ?? [])
        case .category: Set((facts.basket?.lines ?? []).map(\.category)).sorted()
        }
    }
}
