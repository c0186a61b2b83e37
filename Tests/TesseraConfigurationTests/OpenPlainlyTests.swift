import TesseraConfiguration
import Testing

/// Whether others can read on the way what the service says.
struct OpenPlainlyTests {
    private func settings(_ options: [ServiceSettings.Key: String]) throws -> ServiceSettings {
        try ServiceSettings(options: options, environment: { _ in nil }, lines: [])
    }

    @Test(arguments: ["127.0.0.1", "127.0.0.9", "::1", "localhost"])
    func `nobody else can at this machine's own addresses`(address: String) throws {
        #expect(try !settings([:]).isOpenPlainly)
        #expect(try !settings([.address: address]).isOpenPlainly)
    }

    @Test(arguments: ["0.0.0.0", "::", "192.0.2.7"])
    func `others can at any other address without a certificate or a proxy`(
        address: String
    ) throws {
        #expect(try settings([.address: address]).isOpenPlainly)
        #expect(try !settings([.address: address, .trustedProxies: "192.0.2.1"]).isOpenPlainly)
        let secured = try settings([
            .address: address, .certificate: "chain.pem", .certificateKey: "key.pem",
        ])
        #expect(!secured.isOpenPlainly)
    }
}
