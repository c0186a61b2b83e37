import HTTPTypes
import Hummingbird
import TesseraConfiguration
import TesseraModel
import TesseraOperations

/// Where the pages stand: the files of the program, and the shop's own logo.
///
/// Open to anybody and the same for all: what is shown on them comes from the endpoints, which know
/// who asks.
struct PageShelf: Sendable {
    /// The files, by what is asked for behind `/pages/`.
    private let files: [String: Page]

    /// The addresses that people type or keep, with the file that stands there.
    static let addresses: [(path: String, file: String)] = [
        ("/", "front.html"), ("/sign-in", "sign-in.html"), ("/cashier", "cashier.html"),
        ("/partner", "partner.html"), ("/admin", "admin.html"), ("/card", "card.html"),
        ("/manifest-cashier.webmanifest", "manifest-cashier.webmanifest"),
        ("/manifest-partner.webmanifest", "manifest-partner.webmanifest"),
        ("/manifest-card.webmanifest", "manifest-card.webmanifest"),
        ("/page-worker.js", "page-worker.js"),
        // A worker of a page is kept with the page only below the page's address.
        ("/cashier/scanner-worker.js", "scanner-worker.js"),
        ("/partner/scanner-worker.js", "scanner-worker.js"),
    ]

    /// Below which all files stand, each with its name.
    static let folder = "/pages/"

    /// Tells one build's files from another's: what a page that is kept for later asks first.
    static let version = "version.json"

    /// The shelf of a shop.
    ///
    /// - Parameter brand: What the shop looks like.
    /// - Throws: ``ConfigurationError`` if the logo cannot be read or is no picture.
    init(_ brand: Settings.Brand) throws(ConfigurationError) {
        var files = Page.built
        files[PageShelf.version] = Page.version(of: Array(files.values))
        if let logo = try brand.logo() {
            files["logo"] = Page(name: "logo", bytes: logo.bytes, type: logo.form.mediaType)
        }
        self.files = files
    }

    /// Whether a path is one of a page, whatever stands there.
    ///
    /// - Parameter path: Without a query.
    /// - Returns: `false` for what the endpoints answer.
    static func isAddress(_ path: String) -> Bool {
        path.hasPrefix(folder) || addresses.contains { $0.path == path }
    }

    /// The file with a name; `nil` if there is none.
    func file(_ name: String) -> Page? { files[name] }

    /// Puts the addresses of all files on a router.
    func place(on router: Router<Visit>, _ counter: Counter, _ limiter: RateLimiter) {
        for (path, file) in PageShelf.addresses {
            guard let page = files[file] else { continue }
            place(path, on: router, PageDesk(counter: counter, limiter: limiter) { _ in page })
        }
        place(
            "\(PageShelf.folder)**", on: router,
            PageDesk(counter: counter, limiter: limiter) { files[$0] })
    }

    private func place(_ path: String, on router: Router<Visit>, _ desk: PageDesk) {
        router.on(RouterPath(path), method: .get, responder: desk)
        for method in Service.usual where ![.get, .head].contains(method) {
            router.on(
                RouterPath(path), method: method, responder: NoSuchMethod(allowed: ["GET", "HEAD"]))
        }
    }
}

/// Gives out one page, or the one that is named.
private struct PageDesk: HTTPResponder {
    typealias Context = Visit

    let counter: Counter
    let limiter: RateLimiter
    /// The page of a name behind `/pages/`, which is empty for an address of its own.
    let page: @Sendable (String) -> Page?

    func respond(to request: Request, context: Visit) async throws -> Response {
        context.endpoint.value = "page"
        context.caller.value = Caller.stranger.name
        // Counted where they come from, beside what is asked of the endpoints and not with it.
        let standing = limiter.count("page \(context.network)", at: counter.clock.now())
        context.policy.value = RateLimiter.Policy.address.rawValue
        context.standing.value = standing
        if let wait = standing.waitSeconds {
            throw RequestError.tooManyRequests(waitSeconds: wait)
        }
        guard let page = page(context.parameters.getCatchAll().joined(separator: "/")) else {
            throw RequestError.unknownPath
        }
        let packed = PagePacking.isTaken(by: request.headers[.acceptEncoding]) ? page.packed : nil
        let tag = packed == nil ? page.tag : page.packedTag
        var headers: HTTPFields = [
            .eTag: tag, .cacheControl: "no-cache", .vary: "Accept-Encoding",
        ]
        BrowserRules.open(page, in: &headers)
        if request.headers[.ifNoneMatch].map({ names(tag, in: $0) }) == true {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = page.type
        if packed != nil { headers[.contentEncoding] = "gzip" }
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: packed ?? page.bytes)))
    }

    // RFC 9110, 13.1.2: a list of tags, weak ones counting as well, or any.
    private func names(_ tag: String, in header: String) -> Bool {
        header.split(separator: ",").contains { part in
            let text = part.drop { $0 == " " }.prefix { $0 != " " }
            return text == "*" || text == tag || text == "W/\(tag)"
        }
    }
}
