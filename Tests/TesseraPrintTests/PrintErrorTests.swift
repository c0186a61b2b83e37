import TesseraModel
import TesseraPrint
import Testing

struct PrintErrorTests {
    @Test(arguments: [
        (PrintError.libraryMissing(package: "libpng16-16"), "library_missing"),
        (.outOfMemory, "print_out_of_memory"),
        (.emptyText, "empty_text"),
        (.notAlphanumeric(at: 0), "not_alphanumeric"),
        (.textTooLong(characterCount: 3392), "text_too_long"),
        (.dotsOutOfRange(3), "dots_out_of_range"),
        (.printTooSmall(widthMillimetres: 20, neededMillimetres: 21), "print_too_small"),
        (.notAPicture, "not_a_picture"),
        (.pictureTruncated, "picture_truncated"),
        (.pictureDamaged, "picture_damaged"),
        (.pictureTooLarge(width: 1, height: 1), "picture_too_large"),
    ])
    func `each answer has its code, a sentence and a next step`(error: PrintError, code: String) {
        #expect(error.code == code)
        #expect(error.message.hasSuffix("."))
        #expect(error.hint?.hasSuffix(".") == true)
    }

    @Test func `only the operator can install a library`() {
        #expect(PrintError.libraryMissing(package: "libpng16-16").kind == .misconfigured)
        #expect(PrintError.outOfMemory.kind == .unavailable)
        #expect(PrintError.notAPicture.kind == .invalid)
    }

    @Test func `people count characters from one`() {
        #expect(
            PrintError.notAlphanumeric(at: 3).message
                == "Character 4 of the text cannot stand in one of our codes.")
    }
}
