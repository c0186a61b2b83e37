import Foundation
import HTTPTypes
import TesseraAnswers
import TesseraConfiguration
import Testing

@testable import TesseraServer

/// The files that browsers are given, and how they are given out.
struct PageTests {
    private static let folder = RunningService.root.appending(path: "Sources/CPages/pages")

    private static func names() throws -> [String] {
        let all = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return all.filter { name in
            var isFolder: ObjCBool = false
            let path = folder.appending(path: name).path
            let isThere = unsafe FileManager.default.fileExists(
                atPath: path, isDirectory: &isFolder)
            return isThere && !isFolder.boolValue
        }.sorted()
    }

    @Test
    func `every file of the folder is in the program, modules without comments, and nothing else`()
        throws
    {
        let built = Page.built.filter { $0.key.split(separator: "/").count < 3 }

        #expect(built.keys.sorted() == (try PageTests.names()))
        for (name, page) in built {
            let file = try Data(contentsOf: PageTests.folder.appending(path: name))
            let text = String(decoding: file, as: UTF8.self)
            let isSame =
                name.hasSuffix(".js")
                ? page.bytes == Array(PageText.withoutComments(text).utf8)
                : page.bytes == [UInt8](file)
            #expect(isSame, "\(name)")
        }
    }

    @Test
    func `whoever unpacks it gets a page packed, under a name of its own`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let plain = try await service.ask(.get, "/pages/look.css", as: nil)
            let packed = try await service.ask(
                .get, "/pages/look.css", as: nil, [.acceptEncoding: "br;q=1.0, gzip;q=0.8"])

            #expect(plain.headers[.contentEncoding] == nil)
            #expect(packed.headers[.contentEncoding] == "gzip")
            #expect(packed.headers[.vary] == "Accept-Encoding")
            #expect(packed.bytes.starts(with: [0x1F, 0x8B, 8]))
            #expect(packed.bytes.count * 2 < plain.bytes.count)
            #expect(packed.headers[.eTag] != plain.headers[.eTag])
            for header in ["br", "gzip;q=0", "gzip; q=0.0", "x-gzip", ""] {
                #expect(!PagePacking.isTaken(by: header), "\(header)")
            }
        }
    }

    @Test
    func `a page comes with its type, its name for caches, and what it may do`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let said = try await service.ask(.get, "/sign-in", as: nil)

            #expect(said.status == 200)
            #expect(said.headers[.contentType] == "text/html; charset=utf-8")
            #expect(said.headers[.cacheControl] == "no-cache")
            #expect(
                said.headers[.named("Content-Security-Policy")]
                    == "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "
                    + "style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
                    + "connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
                    + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
            let permissions = said.headers[.named("Permissions-Policy")]
            #expect(permissions?.hasPrefix("camera=(self), ") == true)
            #expect(said.headers[.named("X-Content-Type-Options")] == "nosniff")
            let tag = try #require(said.headers[.eTag])
            #expect(tag.utf8.count == 34)
            let again = try await service.ask(.get, "/sign-in", as: nil, [.ifNoneMatch: tag])
            #expect(again.status == 304)
            #expect(again.bytes == [])
            #expect(again.headers[.eTag] == tag)
            let other = try await service.ask(.get, "/", as: nil, [.ifNoneMatch: tag])
            #expect(other.status == 200)
        }
    }

    @Test(arguments: [
        ("/pages/look.css", "text/css; charset=utf-8"),
        ("/pages/dom.js", "text/javascript; charset=utf-8"),
        ("/pages/words/en.json", "application/json"),
        ("/pages/words/door/ro.json", "application/json"),
        ("/pages/icon.svg", "image/svg+xml"),
    ])
    func `each file has the type that browsers want`(path: String, type: String) async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let said = try await service.ask(.get, path, as: nil)

            #expect(said.status == 200)
            #expect(said.headers[.contentType] == type)
        }
    }

    @Test
    func `what is drawn and not shown may run nothing where it is opened`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let said = try await service.ask(.get, "/pages/icon.svg", as: nil)

            let policy = said.headers[.named("Content-Security-Policy")]
            #expect(policy?.hasPrefix("default-src 'none'; base-uri 'none'") == true)
            #expect(policy?.hasSuffix("sandbox") == true)
        }
    }

    @Test
    func `no page is there for what is not in the folder, nor for another method`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            for path in ["/pages/nothing.js", "/pages/", "/pages/../look.css", "/pages/logo"] {
                let said = try await service.ask(.get, path, as: nil)
                #expect(said.status == 404, "\(path)")
                #expect(said.code == "unknown_path", "\(path)")
            }
            for path in ["/", "/sign-in", "/pages/look.css"] {
                let said = try await service.ask(.post, path, "{}", as: nil)
                #expect(said.status == 405, "\(path)")
                #expect(said.headers[.allow] == "GET, HEAD", "\(path)")
            }
            let head = try await service.ask(.head, "/pages/look.css", as: nil)
            #expect(head.status == 200)
            #expect(head.bytes == [])
        }
    }

    @Test
    func `whoever loads pages keeps the whole share of what may be asked`() async throws {
        let scene = try await ServerScene()
        try await scene.serve(
            KnownCallers(callers: ServerScene.callers), [.requestsPerMinute: "60"]
        ) { service in
            for _ in 1...60 {
                #expect(try await service.ask(.get, "/pages/dom.js", as: nil).status == 200)
            }
            let refused = try await service.ask(.get, "/pages/dom.js", as: nil)
            #expect(refused.status == 429)
            #expect(refused.code == "too_many_requests")
            #expect(try await service.ask(.get, "/v1/brand", as: nil).status == 200)
        }
    }

    @Test
    func `pages are one line of the figures, whatever was asked for`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            try await service.ask(.get, "/", as: nil)
            try await service.ask(.get, "/pages/look.css", as: nil)
            try await service.ask(.get, "/pages/canary", as: nil)

            let figures = String(decoding: try await service.get("/metrics").bytes, as: UTF8.self)
            #expect(
                figures.contains(
                    "tessera_request_seconds_count{endpoint=\"page\",status=\"200\"} 2"))
            #expect(
                figures.contains(
                    "tessera_request_seconds_count{endpoint=\"page\",status=\"404\"} 1"))
            #expect(!figures.contains("canary"))
        }
    }

    @Test
    func `the shop's name, colours and shops are known before anybody signs in`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let said = try await service.ask(.get, "/v1/brand", as: nil)

            #expect(said.status == 200)
            #expect(
                said.value.text
                    == "{\"accent\":\"#f2b134\",\"colour\":\"#1b5e4b\",\"currency\":\"EUR\","
                    + "\"default_shop\":\"harbour\",\"logo\":false,\"name\":\"Harbour Café\","
                    + "\"on_accent\":\"#000000\",\"on_colour\":\"#ffffff\",\"shops\":["
                    + "{\"name\":\"Harbour\",\"shop\":\"harbour\"},"
                    + "{\"name\":\"Market\",\"shop\":\"market\"}],"
                    + "\"time_zone\":\"Europe/Bucharest\",\"training\":false}")
        }
    }
}
