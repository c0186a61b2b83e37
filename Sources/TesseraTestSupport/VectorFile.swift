import Foundation

/// A file of `Tests/Vectors`, found from this file's own place.
package enum VectorFile {
    /// What a file says; a file that cannot be read ends the test run.
    package static func load<Content: Decodable>(_ name: String) -> Content {
        do {
            let top = URL(filePath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
            let file = top.appending(path: "Tests/Vectors").appending(path: name)
            return try JSONDecoder().decode(Content.self, from: Data(contentsOf: file))
        } catch { preconditionFailure("\(name) cannot be read: \(error)") }
    }
}
