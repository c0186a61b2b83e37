import TesseraClaims
import TesseraModel
import TesseraTestSupport
import Testing

/// What a cashier reads when a file is not as it should be.
struct ClaimErrorTests {
    static let all: [ClaimError] =
        ClaimFault.allCases.map { .logDamaged(record: 7, $0) }
        + ClaimFault.allCases.map { .recordUnreadable(number: 3, $0) }
        + [.pairing, .upload, .receipt, .log].flatMap { (file: ClaimFile) in
            [.damaged(file), .newer(file, version: 9)]
        }
        + [
            .logInUse(processID: 12), .logFailed, .diskFull, .uploadUnsound(sequence: 4),
            .receiptNotGenuine, .receiptElsewhere(Sample.till2, epoch: 2), .fileMissing("kit"),
            .fileNotPermitted("kit"), .readableByOthers("pairing"),
            .fileFailed("kit", errorNumber: 5),
        ]

    @Test(arguments: all) func `a message is one sentence without jargon`(error: ClaimError) {
        for sentence in [error.message, error.hint].compactMap(\.self) {
            #expect(Jargon.words(in: sentence) == [])
            #expect(!sentence.contains("!"))
        }
        #expect(error.message.hasSuffix("."))
    }

    @Test func `a damaged log is named by its record`() {
        let error = ClaimError.logDamaged(record: 12, .mac)

        #expect(error.code == "log_damaged")
        #expect(
            error.message
                == "Record 12 of this till's log is not what was written: "
                + "it was changed, or another till made it.")
    }
}
