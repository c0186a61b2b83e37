internal import CSamples
import TesseraAnswers

/// The examples of the document: requests and answers that the tests sent and got.
///
/// `TESSERA_SAMPLES=folder` makes the tests write them down; `Tests/Tools/collect-samples` puts
/// them together, with plain made-up words in the place of secrets. Tokens in them are of keys that
/// nobody has.
enum Samples {
    static let all: JSONValue = {
        let bytes = unsafe UnsafeBufferPointer(
            start: unsafe tessera_samples_pointer(), count: tessera_samples_count)
        guard let value = try? JSONValue(reading: unsafe Array(bytes), decimals: true) else {
            preconditionFailure("samples.json is JSON")
        }
        return value
    }()

    /// What was sent to an operation.
    static func request(of operation: String) -> JSONValue? { all[operation]?["request"] }

    /// What it answered.
    static func answer(of operation: String) -> JSONValue? { all[operation]?["answer"] }

    /// A header of that answer.
    static func header(_ name: String, of operation: String) -> JSONValue? {
        all[operation]?["headers"]?[name]
    }

    /// A parameter of it.
    static func parameter(_ name: String, of operation: String) -> JSONValue? {
        all[operation]?["parameters"]?[name]
    }
}
