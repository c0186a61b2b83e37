import TesseraAnswers

/// Programmes, draws, cases and reports.
enum CampaignEndpoints {
    static let all: [Endpoint] = []

    static let shapes: [(name: String, shape: Shape)] = []
}
