import TesseraModel
import TesseraOperations
import Testing

/// Where news is sent, and where not.
struct WebhookAddressTests {
    /// An address in bytes, as a name's look-up gives it, and why it stands here.
    struct Sample: Sendable, CustomTestStringConvertible {
        let bytes: [UInt8]
        let why: String

        init(_ bytes: [UInt8], _ why: String) {
            self.bytes = bytes
            self.why = why
        }

        /// An address of IPv6 by the numbers it begins and ends with.
        init(six start: [UInt8], end: [UInt8] = [], _ why: String) {
            let zeros = [UInt8](repeating: 0, count: 16 - start.count - end.count)
            self.init(start + zeros + end, why)
        }

        var testDescription: String { why }
    }

    static let refused = [
        Sample([0, 0, 0, 0], "unspecified"), Sample([0, 1, 2, 3], "this network"),
        Sample([10, 0, 0, 1], "private, 10/8"), Sample([10, 255, 255, 255], "the end of 10/8"),
        Sample([100, 64, 0, 1], "behind a carrier"), Sample([100, 127, 255, 255], "its end"),
        Sample([100, 100, 100, 200], "a cloud's own pages, the third"),
        Sample([127, 0, 0, 1], "loopback"), Sample([127, 255, 0, 9], "loopback all the same"),
        Sample([168, 63, 129, 16], "a cloud's own pages, the second"),
        Sample([169, 254, 169, 254], "a cloud's own pages"),
        Sample([172, 16, 0, 1], "private, 172.16/12"), Sample([172, 31, 255, 255], "its end"),
        Sample([192, 0, 0, 8], "protocols"), Sample([192, 0, 2, 1], "documentation"),
        Sample([192, 88, 99, 1], "relays"), Sample([192, 168, 1, 1], "private, 192.168/16"),
        Sample([198, 18, 0, 1], "measurements"), Sample([198, 19, 255, 255], "their end"),
        Sample([198, 51, 100, 1], "documentation, the second"),
        Sample([203, 0, 113, 1], "documentation, the third"),
        Sample([224, 0, 0, 1], "several machines"), Sample([240, 0, 0, 1], "reserved"),
        Sample([255, 255, 255, 255], "all machines"), Sample(six: [], "unspecified, IPv6"),
        Sample(six: [], end: [1], "loopback, IPv6"),
        Sample(six: [], end: [0xFF, 0xFF, 8, 8, 8, 8], "IPv4 in IPv6"),
        Sample(six: [], end: [127, 0, 0, 1], "IPv4 in IPv6, the old way"),
        Sample(six: [0x00, 0x64, 0xFF, 0x9B], end: [10, 0, 0, 1], "IPv4 behind a translation"),
        Sample(six: [0x01, 0x00], end: [1], "where all is dropped"),
        Sample(six: [0x20, 0x01, 0x00, 0x00], end: [1], "Teredo"),
        Sample(six: [0x20, 0x01, 0x0D, 0xB8], end: [1], "documentation, IPv6"),
        Sample(six: [0x20, 0x02, 0x7F, 0x00, 0x00, 0x01], "6to4 of loopback"),
        Sample(six: [0x3F, 0xFF, 0x0F, 0xFF], "documentation, the new one"),
        Sample(six: [0xFC, 0x00], end: [1], "private, fc00::/7"),
        Sample(six: [0xFD, 0x00, 0x0E, 0xC2], end: [0x02, 0x54], "a cloud's own pages, IPv6"),
        Sample(six: [0xFE, 0x80], end: [1], "link-local"),
        Sample(six: [0xFE, 0xC0], end: [1], "site-local"),
        Sample(six: [0xFF, 0x02], end: [1], "multicast"),
    ]

    static let taken = [
        Sample([8, 8, 8, 8], "public"), Sample([9, 255, 255, 255], "before 10/8"),
        Sample([11, 0, 0, 0], "behind 10/8"), Sample([100, 63, 255, 255], "before the carrier's"),
        Sample([100, 128, 0, 0], "behind the carrier's"),
        Sample([128, 0, 0, 1], "behind loopback"),
        Sample([172, 15, 255, 255], "before 172.16/12"), Sample([172, 32, 0, 0], "behind it"),
        Sample([223, 255, 255, 255], "before multicast"),
        Sample(six: [0x20, 0x01, 0x48, 0x60], end: [0x88, 0x88], "public, IPv6"),
        Sample(six: [0x2A, 0x00, 0x14, 0x50], end: [1], "public, IPv6, the second"),
    ]

    @Test(arguments: refused)
    func `an address that only we can reach is not asked`(sample: Sample) throws {
        let address = try #require(WebhookAddress(sample.bytes))

        #expect(!address.isPublic)
        #expect(!WebhookReach.internet.allows(address, isSecure: true))
        #expect(WebhookReach.loopbackToo.allows(address, isSecure: true) == address.isLoopback)
    }

    @Test(arguments: taken)
    func `an address of the internet is asked, encrypted only`(sample: Sample) throws {
        let address = try #require(WebhookAddress(sample.bytes))

        #expect(WebhookReach.internet.allows(address, isSecure: true))
        #expect(WebhookReach.loopbackToo.allows(address, isSecure: true))
        #expect(!WebhookReach.internet.allows(address, isSecure: false))
        #expect(!WebhookReach.loopbackToo.allows(address, isSecure: false))
    }

    @Test(arguments: [
        ("https://hooks.example", "https://hooks.example/", "hooks.example", 443),
        (
            "HTTPS://Hooks.Example:8443/A?b=%20C", "https://hooks.example:8443/A?b=%20C",
            "hooks.example", 8_443
        ),
        ("https://hooks.example?x=1", "https://hooks.example/?x=1", "hooks.example", 443),
        ("https://[2A00:1450::1]/x", "https://[2a00:1450::1]/x", "2a00:1450::1", 443),
        ("https://127.1/x", "https://127.1/x", "127.1", 443),
    ])
    func `an address has one form`(text: String, form: String, host: String, port: Int) throws {
        let url = try WebhookURL(text)

        #expect(url.text == form)
        #expect(url.host == host)
        #expect(url.port == port)
        #expect(url.isSecure)
    }

    @Test(arguments: [
        "", "hooks.example", "ftp://hooks.example/", "file:///etc/passwd", "https://", "https:///x",
        "https://user@hooks.example/", "https://hooks.example@10.0.0.1/",
        "https://hooks.example\\@10.0.0.1/", "https://hooks.example#@10.0.0.1/",
        "https://hooks%2eexample/", "https://hooks.exämple/", "https://hooks.example:0/",
        "https://hooks.example:65536/", "https://hooks.example:+1/", "https://hooks.example:1:2/",
        "https://hooks.example:/", "https://[::1", "https://[::1]x/", "https://[fe80::1%25eth0]/",
        "https://hooks example/", "https://hooks.example/\r\nX: y", "gopher://10.0.0.1/",
    ])
    func `an address that could be read in two ways is not taken`(text: String) {
        #expect(throws: WebhookError.addressUnfit(.malformed)) { try WebhookURL(text) }
    }

    @Test
    func `without encryption nothing leaves the machine`() throws {
        #expect(throws: WebhookError.addressUnfit(.notSecure)) {
            try WebhookReach.internet.url("http://hooks.example/")
        }
        #expect(try WebhookReach.loopbackToo.url("http://127.0.0.1:9/").port == 9)
    }
}
