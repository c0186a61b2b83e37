import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

@testable import TesseraServer

extension ServerScene {
    /// A morning of trade: Ana and Ion join, a gift is sold, both buy, Ana comes again, both say
    /// what they think, and Ion complains.
    func trade() async throws {
        try await publish()
        let ana = try await member("Ana").number.text
        let ion = try await member("Ion").number.text
        func purchase(_ cents: Int, of member: String) -> String {
            "{\"event\":\"purchase\",\"member\":\"\(member)\",\"basket\":{\"lines\":[{\"item\":"
                + "\"latte\",\"category\":\"drinks\",\"price\":{\"amount\":\(cents),"
                + "\"currency\":\"EUR\"}}]}}"
        }
        let events = [
            purchase(2_100, of: ana), purchase(1_000, of: ion),
            "{\"event\":\"visit\",\"member\":\"\(ana)\"}",
            "{\"event\":\"feedback\",\"member\":\"\(ana)\",\"score\":9,\"channel\":\"mail\"}",
            "{\"event\":\"feedback\",\"member\":\"\(ion)\",\"score\":3,\"channel\":\"mail\"}",
            "{\"event\":\"complaint\",\"member\":\"\(ion)\"}",
        ]
        try await serve { service in
            let sold = try await service.post(
                "/v1/vouchers",
                "{\"kind\":\"gift\",\"amount\":{\"amount\":5000,\"currency\":\"EUR\"}}",
                named: "g-1")
            try #require(sold.status == 201)
            for (index, event) in events.enumerated() {
                let said = try await service.post("/v1/events", event, named: "e-\(index)")
                try #require(said.status == 201)
            }
        }
    }
}
