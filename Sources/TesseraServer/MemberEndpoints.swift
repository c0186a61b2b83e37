import TesseraAnswers

/// Members, their accounts and what is known of them.
enum MemberEndpoints {
    static let all: [Endpoint] = []

    static let shapes: [(name: String, shape: Shape)] = []
}
