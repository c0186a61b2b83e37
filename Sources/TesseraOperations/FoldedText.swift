import Foundation

/// A text as it is compared when somebody looks for it: without case, accents and width.
package struct FoldedText: Hashable, Sendable {
    /// The text to compare.
    package let text: String

    /// A text without what people leave away when they search.
    package init(_ text: String) {
        self.text = text.folding(
            options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil
        )
        // No letter with an accent, and yet typed as one.
        .replacing("đ", with: "d").replacing("ø", with: "o")
    }
}
