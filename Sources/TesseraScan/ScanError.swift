package import TesseraModel

/// Why no text came out of a picture.
package enum ScanError: ExplainedError {
    /// There is no QR code in the picture that can be read.
    case noCodeFound
    /// Codes were read, and none of them holds text: they are no vouchers of ours.
    case notText

    /// The stable `snake_case` name programs match on.
    package var code: String {
        switch self {
        case .noCodeFound: "no_code_found"
        case .notText: "code_not_text"
        }
    }

    /// Whose move it is now.
    package var kind: ErrorKind {
        switch self {
        case .noCodeFound: .invalid
        case .notText: .notGenuine
        }
    }

    /// What happened, in one sentence for a cashier.
    package var message: String {
        switch self {
        case .noCodeFound: "No code was found in the picture."
        case .notText: "The code in the picture holds no text, so it is not one of ours."
        }
    }

    /// What to do next.
    package var hint: String? {
        switch self {
        case .noCodeFound:
            "Take the picture again: straight on, in focus, with the white border around the code."
        case .notText: "Ask the customer for the code they got from us."
        }
    }
}
