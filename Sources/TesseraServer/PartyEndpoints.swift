import TesseraAnswers

/// Shops, partners, operators and devices.
enum PartyEndpoints {
    static let all: [Endpoint] = []

    static let shapes: [(name: String, shape: Shape)] = []
}
