import TesseraAnswers

/// What partners are owed.
enum SettlementEndpoints {
    static let all: [Endpoint] = []

    static let shapes: [(name: String, shape: Shape)] = []
}
