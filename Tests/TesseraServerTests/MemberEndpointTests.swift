import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

@testable import TesseraServer

struct MemberEndpointTests {
    @Test
    func `a member is enrolled once, however often it is asked`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let body = "{\"name\":\"Ana Pop\",\"birthday\":\"1990-04-12\",\"tier\":2}"
            let first = try await service.post("/v1/members", body, named: "m-1")
            #expect(first.status == 201)
            #expect(first.code == "enrolled")
            #expect(first.value["name"]?.string == "Ana Pop")
            #expect(first.value["birthday"]?.string == "1990-04-12")
            #expect(first.value["token"]?.string != nil)
            #expect(first.headers[.idempotentReplayed] == nil)
            let again = try await service.post("/v1/members", body, named: "m-1")
            #expect(again.bytes == first.bytes)
            #expect(again.headers[.idempotentReplayed] == "true")
            let other = try await service.post(
                "/v1/members", "{\"name\":\"Ion Pop\",\"tier\":2}", named: "m-1")
            #expect(other.status == 422)
            #expect(other.code == "idempotency_key_reused")
            let list = try await service.get("/v1/members")
            #expect(list.value["items"]?.array?.count == 1)
        }
    }

    @Test(arguments: [
        ("{\"tier\":16}", "/tier"), ("{\"birthday\":\"1990-13-40\"}", "/birthday"),
        ("{\"name\":\"Ana\\nPop\"}", "/name"), ("{\"nick\":\"Ana\"}", "/nick"),
        ("{\"last_day\":\"tomorrow\"}", "/last_day"),
    ])
    func `what is known of a person is checked where it stands`(
        body: String, pointer: String
    ) async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let said = try await service.post("/v1/members", body, named: "m-1")
            #expect(said.status == 400)
            #expect(said.pointer == pointer)
        }
    }

    @Test
    func `members come in pages, in the order of their numbers`() async throws {
        let scene = try await ServerScene()
        var numbers: [String] = []
        for name in ["Ana", "Ion", "Eva"] {
            numbers.append(try await scene.member(name).number.text)
        }
        let known = Set(numbers)
        try await scene.serve { service in
            let first = try await service.get("/v1/members?limit=2")
            #expect(first.value["items"]?.array?.count == 2)
            let next = try #require(first.value["next"]?.string)
            let second = try await service.get("/v1/members?limit=2&after=\(next)")
            #expect(second.value["items"]?.array?.count == 1)
            #expect(second.value["next"] == nil)
            let all = [first.item(0), first.item(1), second.item(0)].compactMap {
                $0?["member"]?.string
            }
            #expect(Set(all) == known)
        }
    }

    @Test
    func `an edit says which version it changes, and a later one is refused`() async throws {
        let scene = try await ServerScene()
        let path = "/v1/members/\(try await scene.member().number.text)"
        try await scene.serve { service in
            let read = try await service.get(path)
            let etag = try #require(read.etag)
            let body =
                "{\"name\":\"Ana Maria\",\"birthday\":\"\",\"consents\":{\"preferences\":true},"
                + "\"preferences\":{\"drink\":\"oat\"}}"
            let unnamed = try await service.ask(.patch, path, body)
            #expect(unnamed.status == 428)
            let changed = try await service.ask(.patch, path, body, [.ifMatch: etag])
            #expect(changed.status == 200)
            #expect(changed.value["name"]?.string == "Ana Maria")
            #expect(changed.value["contact"]?.string == "ana@example.org")
            #expect(changed.value["preferences"]?["drink"]?.string == "oat")
            #expect(changed.etag != etag)
            let stale = try await service.ask(
                .patch, path, "{\"name\":\"Anna\"}", [.ifMatch: etag])
            #expect(stale.status == 412)
            #expect(stale.code == "stale_edit")
            let now = try #require(changed.etag)
            let withdrawn = try await service.ask(
                .patch, path, "{\"consents\":{\"preferences\":false}}", [.ifMatch: now])
            #expect(withdrawn.value["preferences"] == nil)
            let later = try #require(withdrawn.etag)
            let unasked = try await service.ask(
                .patch, path, "{\"preferences\":{\"drink\":\"oat\"}}", [.ifMatch: later])
            #expect(unasked.status == 409)
            #expect(unasked.code == "consent_missing")
            #expect(try await service.get(path).etag == later)
        }
    }

    @Test
    func `everything that is kept is handed out, and erased for ever`() async throws {
        let scene = try await ServerScene()
        let number = try await scene.member().number.text
        try await scene.serve { service in
            let path = "/v1/members/\(number)"
            try await service.post(
                "\(path)/credits", "{\"asset\":\"points\",\"amount\":3,\"reason\":\"tea, cup\"}",
                named: "c-1")
            let export = try await service.get("\(path)/export")
            #expect(export.value["contact"]?.string == "ana@example.org")
            #expect(export.value["booked"]?.array?.count == 2)
            let csv = try await service.get("\(path)/export/movements")
            #expect(csv.headers[.contentType] == "text/csv; charset=utf-8")
            #expect(csv.text.contains(",points,3,3,,\"tea, cup\",op_"))
            let erased = try await service.post(
                "\(path)/erasure", "{\"reason\":\"asked by letter\"}", named: "e-1")
            #expect(erased.status == 201)
            #expect(erased.value["members"]?.array == [.string(number)])
            let again = try await service.post(
                "\(path)/erasure", "{\"reason\":\"asked by letter\"}", named: "e-1")
            #expect(again.bytes == erased.bytes)
            let gone = try await service.get(path)
            #expect(gone.value["name"] == nil)
            #expect(gone.value["erased"]?.bool == true)
            let etag = try #require(gone.etag)
            let edit = try await service.ask(
                .patch, path, "{\"name\":\"Ana\"}", [.ifMatch: etag])
            #expect(edit.code == "member_erased")
        }
    }

    @Test
    func `a voucher is nobody's card, and an unknown member is not found`() async throws {
        let scene = try await ServerScene()
        let gift = try await scene.gift(cents: 5_000)
        try await scene.serve { service in
            let said = try await service.ask(
                .post, "/v1/recognitions", "{\"card\":\"\(gift)\"}")
            #expect(said.code == "wrong_kind")
            for path in ["", "/export", "/live-code"] {
                let unknown = try await service.get("/v1/members/mem_604173310862\(path)")
                #expect(unknown.status == 404)
                #expect(unknown.code == "unknown_member")
            }
            let misspelt = try await service.get("/v1/members/ana")
            #expect(misspelt.status == 400)
            #expect(misspelt.pointer == "member")
        }
    }

    @Test
    func `a partner learns nothing of members, and a till without the scope neither`()
        async throws
    {
        let scene = try await ServerScene()
        let member = try await scene.member()
        let card = try await scene.card(of: member)
        let path = "/v1/members/\(member.number.text)"
        try await scene.serve { service in
            for question in ["/v1/members", path, "\(path)/export", "\(path)/live-code"] {
                let said = try await service.get(question, as: "bakery")
                #expect(said.status == 403)
                #expect(said.code == "place_not_yours")
                #expect(try await service.get(question, as: "checks").code == "scope_missing")
            }
            let enrolled = try await service.post("/v1/members", "{}", as: "bakery", named: "m-1")
            #expect(enrolled.code == "place_not_yours")
            let erased = try await service.post(
                "\(path)/erasure", "{\"reason\":\"x\"}", as: "bakery", named: "e-1")
            #expect(erased.code == "place_not_yours")
            for verb in ["recognitions", "admissions"] {
                let seen = try await service.ask(
                    .post, "/v1/\(verb)", "{\"card\":\"\(card)\"}", as: "bakery")
                #expect(seen.code == "place_not_yours")
            }
        }
        try await scene.serveShop(Sample.market) { service in
            let own = try await service.get(path, as: "shop")
            #expect(own.status == 200)
        }
    }
}
