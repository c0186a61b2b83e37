import Foundation
import HTTPTypes
import TesseraAnswers
import TesseraTestSupport
import Testing

@testable import TesseraServer

/// The examples of the document.
struct ExampleTests {
    @Test
    func `every operation has an example of all that is sent and answered, and each fits`() {
        for endpoint in Service.endpoints {
            let name = endpoint.name
            for parameter in endpoint.parameters where parameter.isInPath {
                #expect(Samples.parameter(parameter.name, of: name) != nil, "\(name)")
            }
            if let body = endpoint.body, body.type == "application/json" {
                let request = Samples.request(of: name)
                #expect(request != nil, "\(name)")
                #expect(request.flatMap { body.shape.misfit(of: $0) } == nil, "\(name)")
            }
            guard let answer = endpoint.answers.first(where: { $0.shape != nil }) else { continue }
            guard answer.type != "application/octet-stream" else {
                // Bytes have no text to show; what is said of them has.
                for header in answer.headers {
                    #expect(Samples.header(header.name, of: name) != nil, "\(name)")
                }
                continue
            }
            let said = Samples.answer(of: name)
            #expect(said != nil, "\(name)")
            guard let said, answer.type == "application/json" else { continue }
            let shapes = endpoint.answers.compactMap(\.shape)
            #expect(shapes.contains { $0.misfit(of: said) == nil }, "\(name)")
        }
    }

    @Test
    func `no example holds a secret that somebody could use`() throws {
        // "An example secret for no receiver", which is no secret's length either.
        let webhook = "whsec_QW4gZXhhbXBsZSBzZWNyZXQgZm9yIG5vIHJlY2VpdmVy"
        let words = [
            "password": "four words of your own", "current": "the four words until now",
            "pin": "000000",
        ]
        for (name, text) in Samples.all.texts(named: "") {
            for beginning in ["whsec_", "tsk_", "tcl_", "TZPAIR:", "__Host-tessera="] {
                guard let found = text.range(of: beginning) else { continue }
                let secret = text[found.upperBound...].prefix { $0 != ";" }
                switch beginning {
                case "whsec_": #expect(text == webhook)
                case "tsk_": #expect(secret.dropFirst(17).allSatisfy { $0 == "0" }, "\(text)")
                case "tcl_": #expect(secret.prefix(32).allSatisfy { $0 == "0" }, "\(text)")
                default: #expect(secret.allSatisfy { $0 == "0" }, "\(text)")
                }
            }
            if name == "csrf" || name == "live_key" {
                #expect(text.allSatisfy { $0 == "0" }, "\(text)")
            }
            if let word = words[name] { #expect(text == word) }
        }
    }

    @Test
    func `the document that is served is the one of all endpoints`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let said = try await service.ask(.get, "/openapi.json", as: nil)
            #expect(said.status == 200)
            #expect(said.value["openapi"]?.string == "3.1.0")
            guard case .object(let paths)? = said.value["paths"] else {
                Issue.record("no paths")
                return
            }
            #expect(paths.map(\.name).sorted() == Set(Service.endpoints.map(\.path)).sorted())
        }
    }
}

extension JSONValue {
    /// All texts in it, each with the name of the member that it stands in.
    fileprivate func texts(named name: String) -> [(name: String, text: String)] {
        switch self {
        case .string(let text): [(name, text)]
        case .array(let values): values.flatMap { $0.texts(named: name) }
        case .object(let members): members.flatMap { $0.value.texts(named: $0.name) }
        default: []
        }
    }
}
