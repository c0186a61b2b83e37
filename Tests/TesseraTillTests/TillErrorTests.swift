import TesseraModel
import TesseraTestSupport
import TesseraTill
import Testing

/// What a cashier reads at a till without a network.
struct TillErrorTests {
    static let all: [TillError] = [
        .notPaired("till"), .noKit, .trainingMismatch(tillIsTraining: false),
        .trainingMismatch(tillIsTraining: true), .pairedAlready(Sample.till1, epoch: 2),
        .claimsUnsent(count: 3), .logRolledBack(known: 5, last: 2),
        .clockBehindLog(wall: Sample.noon, lastRecorded: Sample.noon),
        .offlineCurrency(card: Sample.euro, limits: Sample.euro),
    ]

    @Test(arguments: all) func `a message is one sentence without jargon`(error: TillError) {
        for sentence in [error.message, error.hint].compactMap(\.self) {
            #expect(Jargon.words(in: sentence) == [])
            #expect(sentence.hasSuffix(".") || sentence.contains("tessera"))
        }
    }
}
