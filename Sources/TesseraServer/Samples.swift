import TesseraAnswers

enum Samples {
    static let parameters: [String: JSONValue] = [:]
    static let requests: [String: JSONValue] = [:]
    static let answers: [String: JSONValue] = [:]
}
