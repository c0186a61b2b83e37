import HTTPTypes
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

@testable import TesseraServer

/// Codes that are tried out, counted by what they begin with.
struct WrongCodeTests {
    // Within the tag, where every character is one.
    private func forged(_ token: String) -> String {
        let middle = token.dropLast(7).last == "0" ? "1" : "0"
        return token.dropLast(8) + middle + token.suffix(7)
    }

    @Test
    func `wrong codes of one key make nobody wait who shows a wrong one of another`()
        async throws
    {
        let scene = try await PartyScene()
        let ours = try await scene.server.gift(cents: 500)
        let counter = scene.server.counter
        try await scene.serve { service in
            try await scene.admitBakery(service)
            let theirs = try await scene.gift(cents: 500, service)
            for number in 0..<100 {
                let wait = try await counter.spendWrongCode(
                    prefix: Counter.beginning(of: theirs),
                    source: .address("198.51.100.\(number)"))
                #expect(wait == nil)
            }
            func check(_ code: String, as key: String) async throws -> Asking.Said {
                try await service.ask(
                    .post, "/v1/checks", "{\"voucher\":\"\(code)\"}", as: key)
            }
            let wrong = try await check(forged(theirs), as: "bakery")
            #expect(wrong.status == 429)
            #expect(wrong.code == "too_many_wrong_codes")
            #expect(wrong.value["hint"]?.string == "Wait 6 s; a code of ours passes at once.")
            #expect(try await check(theirs, as: "bakery").status == 200)
            #expect(try await check(forged(ours), as: "all").status == 422)
        }
    }

    @Test
    func `all codes of a list begin alike, in every spelling, and those of another do not`()
        async throws
    {
        let scene = try await PartyScene()
        try await scene.serve { service in
            try await scene.admitBakery(service)
            var beginnings: [[String]] = []
            for more in ["", ",\"for\":\"bakery\""] {
                let issued = try await service.post(
                    "/v1/vouchers",
                    "{\"kind\":\"gift\",\"count\":3,"
                        + "\"amount\":{\"amount\":500,\"currency\":\"EUR\"}\(more)}",
                    named: "i-\(more.count)")
                let vouchers = issued.value["vouchers"]?.array ?? []
                #expect(vouchers.count == 3)
                for field in ["token", "typed_code"] {
                    let codes = vouchers.compactMap { $0[field]?.string }
                    let begins = codes.map { Counter.beginning(of: $0) }
                    #expect(Set(begins).count == 1)
                    beginnings.append(begins)
                    let spelled =
                        field == "token"
                        ? ["]Q1" + codes[0], "\\000001" + codes[0]]
                        : [
                            codes[0].lowercased(), codes[0].replacing("-", with: " "),
                            codes[0].replacing("0", with: "O").replacing("1", with: "l"),
                        ]
                    for spelling in spelled {
                        #expect(Counter.beginning(of: spelling) == begins[0])
                    }
                }
            }
            #expect(Set(beginnings.map { $0[0] }).count == 4)
        }
    }

    @Test(arguments: ["", "-", "TZ1", "https://example.org/?TZ1", "🍞🍞🍞🍞🍞"])
    func `whatever is no code begins with little`(code: String) {
        #expect(Counter.beginning(of: code).count <= 15)
    }
}
