import TesseraLedgerPostgres
import Testing

/// Addresses as people write them.
struct PostgresAddressTests {
    @Test func `an address is taken apart`() throws {
        let address = try PostgresAddress(
            "postgres://till%40shop@db.example:6432/tessera?sslmode=verify-full&schema=book")

        #expect(address.user == "till@shop")
        #expect(address.hosts.map(\.name) == ["db.example"])
        #expect(address.hosts.map(\.port) == [6_432])
        #expect(address.database == "tessera")
        #expect(address.schema == "book")
        #expect(address.options.map(\.keyword) == ["sslmode"])
        #expect(address.options.map(\.value) == ["verify-full"])
    }

    @Test(arguments: [
        ("postgresql://a@h/d", "h", 5_432),
        ("postgres://a@[::1]:5433/d", "::1", 5_433),
        ("postgres://a@%2Frun%2Fpostgresql/d", "/run/postgresql", 5_432),
        ("postgres://a@h/d?host=/run/pg&port=5434", "/run/pg", 5_434),
    ])
    func `a host may be a name, a number or a folder`(text: String, name: String, port: Int) throws
    {
        let address = try PostgresAddress(text)

        #expect(address.hosts.map(\.name) == [name])
        #expect(address.hosts.map(\.port) == [port])
    }

    @Test func `several hosts are kept in order`() throws {
        let address = try PostgresAddress("postgres://a@one:1,two,three:3/d")

        #expect(address.hosts.map(\.name) == ["one", "two", "three"])
        #expect(address.hosts.map(\.port) == [1, 5_432, 3])
    }

    @Test(arguments: [
        ("mysql://a@h/d", PostgresError.AddressPart.scheme),
        ("", .scheme),
        ("postgres://h/d", .user),
        ("postgres://@h/d", .user),
        ("postgres://:@h/d", .user),
        ("postgres://%ZZ@h/d", .user),
        ("postgres://a@/d", .host),
        ("postgres://a@h,/d", .host),
        ("postgres://a@[::1]x/d", .host),
        ("postgres://a@h%00/d", .host),
        ("postgres://a@h:0/d", .port),
        ("postgres://a@h:65536/d", .port),
        ("postgres://a@h:+1/d", .port),
        ("postgres://a@h:/d", .port),
        ("postgres://a@h", .database),
        ("postgres://a@h/", .database),
        ("postgres://a@h/%2", .database),
        ("postgres://a@h/d?fsync=off", .option("fsync")),
        ("postgres://a@h/d?sslmode", .option("sslmode")),
        ("postgres://a@h/d?schema=", .option("schema")),
        ("postgres://a@h/d?options=-csynchronous_commit%3Doff", .option("options")),
    ])
    func `a wrong address is refused for its first wrong part`(
        text: String, part: PostgresError.AddressPart
    ) {
        #expect(throws: PostgresError.addressMalformed(part)) { try PostgresAddress(text) }
    }

    @Test(arguments: ["postgres://a:sesame@h/d", "postgres://a@h/d?password=sesame"])
    func `a password that others can see is refused and not repeated`(text: String) {
        #expect(throws: PostgresError.passwordInAddress) { try PostgresAddress(text) }
    }

    @Test func `a password from a private file is in no description`() throws {
        let address = try PostgresAddress("postgres://a:sesame@h/d", from: .privateFile)
        var dumped = ""
        dump(address, to: &dumped)

        #expect(address.shown == "postgres://a@h:5432/d")
        #expect("\(address)" == "postgres://a@h:5432/d")
        #expect(!dumped.contains("sesame"))
        #expect(!String(reflecting: address).contains("sesame"))
    }

    @Test func `every refusal says what to do in words without a secret`() {
        let errors: [PostgresError] = [
            .addressMalformed(.scheme), .addressMalformed(.option("x")), .passwordInAddress,
            .libraryMissing, .serverUnreachable("postgres://a@h:5432/d"), .loginRefused(user: "a"),
            .databaseMissing("d"), .bookMissing("postgres://a@h:5432/d"),
            .readOnly("postgres://a@h:5432/d"),
        ]

        for error in errors {
            #expect(error.message.hasSuffix("."))
            #expect(error.hint?.isEmpty == false)
        }
    }
}
