import TesseraAnswers

/// What happened, and what followed from it.
enum EventEndpoints {
    static let all: [Endpoint] = []

    static let shapes: [(name: String, shape: Shape)] = []
}
