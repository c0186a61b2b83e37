package import TesseraModel

/// Why a code could not be drawn, or a picture could not be read.
package enum PrintError: ExplainedError {
    /// A library of the system is missing; `package` is what to install.
    case libraryMissing(package: String)
    /// Memory ran out.
    case outOfMemory
    /// There is nothing to draw.
    case emptyText
    /// The character at `index` does not exist in a QR code's alphanumeric mode.
    case notAlphanumeric(at: Int)
    /// The text has more characters than the largest symbol holds.
    case textTooLong(characterCount: Int)
    /// A module of this many dots is not printed: 4 to 64 are.
    case dotsOutOfRange(Int)
    /// At this width a module is less than 4 dots of a 203 dpi printer.
    case printTooSmall(widthMillimetres: Int, neededMillimetres: Int)
    /// The file is neither a PNG nor a JPEG.
    case notAPicture
    /// The file ends before the picture does.
    case pictureTruncated
    /// The file says it is a picture and does not hold one.
    case pictureDamaged
    /// The picture has more pixels than are read.
    case pictureTooLarge(width: Int, height: Int)

    /// The stable `snake_case` name programs match on.
    package var code: String {
        switch self {
        case .libraryMissing: "library_missing"
        case .outOfMemory: "print_out_of_memory"
        case .emptyText: "empty_text"
        case .notAlphanumeric: "not_alphanumeric"
        case .textTooLong: "text_too_long"
        case .dotsOutOfRange: "dots_out_of_range"
        case .printTooSmall: "print_too_small"
        case .notAPicture: "not_a_picture"
        case .pictureTruncated: "picture_truncated"
        case .pictureDamaged: "picture_damaged"
        case .pictureTooLarge: "picture_too_large"
        }
    }

    /// Whose move it is now.
    package var kind: ErrorKind {
        switch self {
        case .libraryMissing: .misconfigured
        case .outOfMemory: .unavailable
        case .emptyText, .notAlphanumeric, .textTooLong, .dotsOutOfRange, .printTooSmall,
            .notAPicture, .pictureTruncated, .pictureDamaged, .pictureTooLarge:
            .invalid
        }
    }

    /// What happened, in one sentence for a cashier.
    package var message: String {
        switch self {
        case .libraryMissing: "This computer cannot handle code pictures yet."
        case .outOfMemory: "The computer ran out of memory while working on the picture."
        case .emptyText: "There is no text to make a code of."
        case .notAlphanumeric(let index):
            "Character \(index + 1) of the text cannot stand in one of our codes."
        case .textTooLong(let characterCount):
            "The text has \(characterCount) characters, more than a code can hold."
        case .dotsOutOfRange(let dots):
            "A code with \(dots) dots to the square cannot be printed well."
        case .printTooSmall(let width, let needed):
            "At \(width) mm the code is too small to scan; it needs \(needed) mm."
        case .notAPicture: "This file is not a PNG or JPEG picture."
        case .pictureTruncated: "Only part of the picture file is there."
        case .pictureDamaged: "The picture file is damaged."
        case .pictureTooLarge(let width, let height):
            "The picture is too large: \(width) × \(height) pixels."
        }
    }

    /// What to do next.
    package var hint: String? {
        switch self {
        case .libraryMissing(let package):
            "Install the package \(package) (apt install \(package))."
        case .outOfMemory: "Close other programs, or use a smaller picture."
        case .emptyText: "Give the text of a voucher or a member card."
        case .notAlphanumeric: "Use capital letters, digits and $ % * + - . / : only."
        case .textTooLong: "Give the text of one voucher or one member card."
        case .dotsOutOfRange: "Choose 4 to 64 dots; 8 suits most printers."
        case .printTooSmall(_, let needed): "Print it \(needed) mm wide or wider."
        case .notAPicture: "Save it as PNG or JPEG, or take a screenshot of it."
        case .pictureTruncated: "Ask for the picture again, or save it once more."
        case .pictureDamaged: "Ask for the picture again, or take a screenshot of it."
        case .pictureTooLarge: "Cut it to the code, or save it smaller: 50 million pixels are read."
        }
    }
}
