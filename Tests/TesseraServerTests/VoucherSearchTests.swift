import HTTPTypes
import TesseraAnswers
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

@testable import TesseraServer

/// Finding vouchers and members.
struct VoucherSearchTests {
    private static func issue(
        _ service: Asking, _ label: String, count: Int = 1, named name: String
    ) async throws -> [JSONValue] {
        let body =
            "{\"kind\":\"gift\",\"amount\":{\"amount\":5000,\"currency\":\"EUR\"},"
            + "\"count\":\(count),\"label\":\"\(label)\"}"
        let said = try await service.post("/v1/vouchers", body, named: name)
        #expect(said.status == 201, "\(said.value.text)")
        return said.value["vouchers"]?.array ?? []
    }

    private static func find(_ service: Asking, _ body: String) async throws -> (
        names: [String], next: String?
    ) {
        let said = try await service.ask(.post, "/v1/voucher-searches", body)
        #expect(said.status == 200, "\(said.value.text)")
        let names = (said.value["items"]?.array ?? []).compactMap { $0["voucher"]?.string }
        return (names, said.value["next"]?.string)
    }

    @Test
    func `a voucher is found by its code, its last characters, its label and its batch`()
        async throws
    {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let spring = try await VoucherSearchTests.issue(
                service, "Spring fête", count: 3, named: "i-1")
            _ = try await VoucherSearchTests.issue(service, "Autumn", named: "i-2")
            let wanted = spring[1]["voucher"]?.string ?? ""
            let typed = spring[1]["typed_code"]?.string ?? ""
            let token = spring[1]["token"]?.string ?? ""
            for name in [typed, token, wanted] {
                let found = try await VoucherSearchTests.find(service, "{\"voucher\":\"\(name)\"}")
                #expect(found.names == [wanted])
            }
            let last = try await VoucherSearchTests.find(
                service, "{\"last_four\":\"\(typed.suffix(4).lowercased())\"}")
            #expect(last.names == [wanted])
            let label = try await VoucherSearchTests.find(service, "{\"label\":\"spring FETE\"}")
            #expect(label.names == spring.compactMap { $0["voucher"]?.string })
            let batch = spring[0]["batch"]?.string ?? ""
            let ofBatch = try await VoucherSearchTests.find(service, "{\"batch\":\"\(batch)\"}")
            #expect(ofBatch.names.count == 3)
        }
    }

    @Test
    func `the newest come first, page by page, each once`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            var issued: [String] = []
            for number in 1...7 {
                let made = try await VoucherSearchTests.issue(
                    service, "x", count: number % 2 + 1, named: "i-\(number)")
                issued = made.compactMap { $0["voucher"]?.string } + issued
            }
            var (found, after): ([String], String?) = ([], nil)
            repeat {
                let cursor = after.map { ",\"after\":\"\($0)\"" } ?? ""
                let page = try await VoucherSearchTests.find(service, "{\"limit\":3\(cursor)}")
                #expect(page.names.count <= 3)
                found += page.names
                after = page.next
            } while after != nil
            #expect(found == issued)
        }
    }

    @Test
    func `vouchers are told apart by what they look like today`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let made = try await VoucherSearchTests.issue(service, "x", count: 3, named: "i-1")
            let names = made.compactMap { $0["voucher"]?.string }
            _ = try await service.post(
                "/v1/vouchers/\(names[0])/changes", "{\"action\":\"block\",\"reason\":\"lost\"}",
                named: "c-1")
            _ = try await service.post(
                "/v1/redemptions",
                "{\"voucher\":\"\(made[2]["token"]?.string ?? "")\",\"all\":true}", named: "r-1")
            let states = [("blocked", 0), ("active", 1), ("spent", 2)]
            for (state, index) in states {
                let found = try await VoucherSearchTests.find(service, "{\"state\":\"\(state)\"}")
                #expect(found.names == [names[index]], "\(state)")
            }
            let story = try await service.get("/v1/vouchers/\(names[0])")
            #expect(story.value["state"]?.string == "blocked")
            #expect(
                story.value["last_four"]?.string
                    == made[0]["typed_code"]?.string.map { String($0.suffix(4)) })
        }
    }

    @Test
    func `the code of a voucher is given again`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let made = try await VoucherSearchTests.issue(service, "x", named: "i-1")
            let voucher = made[0]["voucher"]?.string ?? ""
            let said = try await service.get("/v1/vouchers/\(voucher)/code")
            #expect(said.value["token"] == made[0]["token"])
            #expect(said.value["typed_code"] == made[0]["typed_code"])
        }
    }

    @Test
    func `a member is found by part of the name, by the contact and by the card`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let body = "{\"name\":\"Ștefana Đặng\",\"contact\":\"+40 721 000 111\"}"
            let made = try await service.post("/v1/members", body, named: "m-1")
            _ = try await service.post("/v1/members", "{\"name\":\"Ana\"}", named: "m-2")
            let card = made.value["typed_code"]?.string ?? ""
            let wanted = made.value["member"]?.string ?? ""
            for question in [
                "{\"text\":\"stefana dang\"}",
                "{\"text\":\"0721\"}".replacing("0721", with: "40721"),
                "{\"voucher\":\"\(card)\"}", "{\"text\":\"\(wanted)\"}",
            ] {
                let said = try await service.ask(.post, "/v1/member-searches", question)
                let names = (said.value["items"]?.array ?? []).compactMap { $0["member"]?.string }
                #expect(names == [wanted], "\(question): \(said.value.text)")
            }
        }
    }
}
