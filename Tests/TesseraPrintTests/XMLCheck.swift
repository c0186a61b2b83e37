import Foundation
import FoundationXML

enum XMLCheck {
    /// Tells whether Foundation's parser, which is not ours, takes the text for XML.
    static func isWellFormed(_ text: String) -> Bool {
        XMLParser(data: Data(text.utf8)).parse()
    }
}
