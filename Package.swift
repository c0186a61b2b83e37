// swift-tools-version: 6.2
import Foundation
import PackageDescription

// The rooms of the house, in floor order; ARCHITECTURE.md is the tour.
// A room may import the rooms below it, never beside or above: CI builds with
// --explicit-target-dependency-import-check error.

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let swiftCSV = Target.Dependency.product(name: "SwiftCSV", package: "SwiftCSV")

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")

let cSettings: [CSetting] = [.enableWarning("all"), .treatAllWarnings(as: .error)]

let package = Package(
    name: "tessera",
    products: [
        .executable(name: "tessera", targets: ["TesseraCLI"]),
        .executable(name: "tessera-server", targets: ["TesseraServer"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1",
            traits: []),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
    ],
    targets: [
        // 0 ground: system libraries as Swift sees them
        .systemLibrary(
            name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        // These open their library when first used, so a command that only checks does not load it.
        // Headers: libqrencode-dev, libpng-dev, libturbojpeg0-dev, libpq-dev.
        .target(name: "CQREncode", cSettings: cSettings),
        .target(name: "CPNG", cSettings: cSettings),
        .target(name: "CJPEG", cSettings: cSettings),
        .target(name: "CPostgres", cSettings: cSettings),
        .target(name: "CSamples", exclude: ["samples.json"], cSettings: cSettings),
        // Packs them for their way; in the C library's own package everywhere, so it is linked.
        .target(name: "CZlib", cSettings: cSettings, linkerSettings: [.linkedLibrary("z")]),
        // What browsers are given, as bytes of the program.
        .target(name: "CPages", exclude: ["pages", "page.inc"], cSettings: cSettings),

        // 1 words
        .target(name: "TesseraModel"),

        // 2 rules
        .target(name: "TesseraCrypto", dependencies: ["TesseraModel", "COpenSSL"]),
        .target(name: "TesseraLedger", dependencies: ["TesseraModel"]),
        .target(name: "TesseraLoyalty", dependencies: ["TesseraModel"]),
        // Its folder Decoder is also what scripts/scanner-wasm compiles for the pages, together with
        // Sources/ScannerModule, which is no target here.
        .target(name: "TesseraScan", dependencies: ["TesseraModel"]),

        // 3 materials
        .target(name: "TesseraToken", dependencies: ["TesseraModel", "TesseraCrypto"]),
        .target(name: "TesseraReports", dependencies: ["TesseraModel", "TesseraLoyalty"]),
        .target(
            name: "TesseraLedgerSQLite",
            dependencies: ["TesseraModel", "TesseraLedger", grdb, sqlite]),
        .target(
            name: "TesseraLedgerPostgres",
            dependencies: ["TesseraModel", "TesseraLedger", "CPostgres"]),

        // 4 belief
        .target(
            name: "TesseraVerification",
            dependencies: ["TesseraModel", "TesseraCrypto", "TesseraToken"]),
        .target(
            name: "TesseraConfiguration",
            dependencies: [
                "TesseraModel", "TesseraCrypto", "TesseraLedger", "TesseraLoyalty",
                "TesseraToken", yams,
            ]),
        .target(
            name: "TesseraPrint", dependencies: ["TesseraModel", "CQREncode", "CPNG", "CJPEG"]),

        .target(
            name: "TesseraJournal",
            dependencies: ["TesseraModel", "TesseraCrypto", "TesseraLedger"]),
        .target(
            name: "TesseraClaims",
            dependencies: ["TesseraModel", "TesseraCrypto", "TesseraLedger", "TesseraToken"]),

        // 5 counter
        .target(
            name: "TesseraOperations",
            dependencies: [
                "TesseraModel", "TesseraCrypto", "TesseraLedger", "TesseraLoyalty",
                "TesseraReports",
                "TesseraToken",
                "TesseraVerification", "TesseraConfiguration", "TesseraJournal",
                "TesseraClaims",
            ]),

        .target(
            name: "TesseraTill",
            dependencies: [
                "TesseraModel", "TesseraCrypto", "TesseraLedger", "TesseraToken",
                "TesseraVerification", "TesseraClaims",
            ]),

        // 6 hall: what both doors share
        .target(
            name: "TesseraAnswers",
            dependencies: [
                "TesseraModel", "TesseraCrypto", "TesseraLedger", "TesseraLoyalty",
                "TesseraToken", "TesseraConfiguration", "TesseraClaims", "TesseraOperations",
            ]),

        .target(
            name: "TesseraPremises",
            dependencies: [
                "TesseraModel", "TesseraCrypto", "TesseraLedger", "TesseraLedgerSQLite",
                "TesseraLedgerPostgres", "TesseraToken", "TesseraConfiguration",
                "TesseraOperations", swiftCSV,
            ]),

        // 7 roof
        .executableTarget(
            name: "TesseraCLI",
            dependencies: [
                "TesseraAnswers", "TesseraPremises",
                "TesseraModel", "TesseraCrypto", "TesseraLedger", "TesseraLoyalty",
                "TesseraReports",
                "TesseraToken",
                "TesseraLedgerSQLite", "TesseraLedgerPostgres", "TesseraJournal",
                "TesseraVerification", "TesseraConfiguration", "TesseraClaims", "TesseraTill",
                "TesseraOperations", "TesseraPrint", "TesseraScan",
                argumentParser,
            ]),

        .executableTarget(
            name: "TesseraServer",
            dependencies: [
                "CSamples", "CPages", "CZlib",
                "TesseraModel", "TesseraCrypto", "TesseraLedger", "TesseraLoyalty",
                "TesseraReports",
                "TesseraToken", "TesseraVerification", "TesseraClaims", "TesseraConfiguration",
                "TesseraOperations", "TesseraAnswers", "TesseraPremises", "TesseraPrint",
                argumentParser, hummingbird,
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),

        // for tests, measurements and drills only
        .target(
            name: "TesseraTestSupport",
            dependencies: [
                "TesseraModel", "TesseraCrypto", "TesseraLedger", "TesseraToken",
                "TesseraLedgerSQLite", "TesseraLedgerPostgres",
            ]),
        // Between SQLite and the disk, keeping a diary of what is written and synced.
        .target(
            name: "CRecorder", path: "Tests/Faults/CRecorder", cSettings: cSettings,
            linkerSettings: [.linkedLibrary("sqlite3")]),
        .executableTarget(
            name: "TesseraFaults",
            dependencies: [
                "TesseraModel", "TesseraLedger", "TesseraLedgerSQLite", "TesseraLedgerPostgres",
                "TesseraJournal", "TesseraTestSupport", "CRecorder",
            ],
            path: "Tests/Faults",
            exclude: ["CRecorder", "Mutants", "failover", "plant-mutants"]),

        // proofs, in floor order
        .testTarget(name: "TidyTests"),
        .testTarget(name: "TesseraModelTests", dependencies: ["TesseraModel"]),
        .testTarget(name: "TesseraCryptoTests", dependencies: ["TesseraModel", "TesseraCrypto"]),
        .testTarget(
            name: "TesseraScanTests",
            dependencies: ["TesseraModel", "TesseraScan", "TesseraPrint", "TesseraTestSupport"]),
        .testTarget(
            name: "TesseraTokenTests",
            dependencies: [
                "TesseraModel", "TesseraCrypto", "TesseraToken", "TesseraTestSupport",
            ]),
        .testTarget(
            name: "TesseraLoyaltyTests",
            dependencies: ["TesseraModel", "TesseraLoyalty", "TesseraTestSupport"]),
        .testTarget(
            name: "TesseraReportsTests",
            dependencies: [
                "TesseraModel", "TesseraLoyalty", "TesseraReports", "TesseraTestSupport",
            ]),
        .testTarget(
            name: "TesseraLedgerTests",
            dependencies: [
                "TesseraModel", "TesseraLedger", "TesseraLedgerSQLite", "TesseraLedgerPostgres",
                "TesseraJournal", "TesseraTestSupport", "TesseraFaults", grdb,
            ]),
        .testTarget(
            name: "TesseraLedgerPostgresTests",
            dependencies: [
                "TesseraModel", "TesseraLedger", "TesseraLedgerPostgres", "TesseraTestSupport",
            ]),
        .testTarget(
            name: "TesseraVerificationTests",
            dependencies: [
                "TesseraModel", "TesseraCrypto", "TesseraToken", "TesseraVerification",
                "TesseraTestSupport",
            ]),
        .testTarget(
            name: "TesseraConfigurationTests",
            dependencies: [
                "TesseraModel", "TesseraCrypto", "TesseraLedger", "TesseraLoyalty",
                "TesseraToken",
                "TesseraConfiguration", "TesseraTestSupport",
            ]),
        .testTarget(
            name: "TesseraJournalTests",
            dependencies: [
                "TesseraModel", "TesseraCrypto", "TesseraLedger", "TesseraJournal",
                "TesseraTestSupport",
            ]),
        .testTarget(
            name: "TesseraClaimsTests",
            dependencies: [
                "TesseraModel", "TesseraCrypto", "TesseraLedger", "TesseraToken", "TesseraClaims",
                "TesseraTestSupport",
            ]),
        .testTarget(
            name: "TesseraTillTests",
            dependencies: [
                "TesseraModel", "TesseraCrypto", "TesseraLedger", "TesseraToken",
                "TesseraVerification", "TesseraClaims", "TesseraTill", "TesseraTestSupport",
            ]),
        .testTarget(
            name: "TesseraPrintTests",
            dependencies: ["TesseraModel", "TesseraScan", "TesseraPrint", "TesseraTestSupport"]),
        .testTarget(
            name: "TesseraOperationsTests",
            dependencies: [
                "TesseraModel", "TesseraCrypto", "TesseraLedger", "TesseraLoyalty",
                "TesseraReports", "TesseraToken",
                "TesseraLedgerSQLite", "TesseraVerification", "TesseraConfiguration",
                "TesseraOperations", "TesseraTestSupport",
                "TesseraClaims",
                "TesseraJournal",
            ]),
        .testTarget(
            name: "TesseraServerTests",
            dependencies: [
                "TesseraModel", "TesseraCrypto", "TesseraLedger", "TesseraConfiguration",
                "TesseraReports",
                "TesseraOperations", "TesseraAnswers", "TesseraServer", "TesseraTestSupport",
                "TesseraToken", "TesseraVerification", "TesseraClaims", "TesseraTill",
                hummingbird,
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .testTarget(
            name: "TesseraCLITests",
            dependencies: [
                "TesseraModel", "TesseraCrypto", "TesseraLedger", "TesseraLedgerPostgres",
                "TesseraToken", "TesseraVerification", "TesseraClaims", "TesseraTill",
                "TesseraCLI", "TesseraTestSupport", "TesseraLedgerSQLite",
            ],
            exclude: ["Transcripts"]),
    ],
    swiftLanguageModes: [.v6]
)

// Measurements, for `make bench` only: what they compare with takes longer to fetch and to build than
// the house itself.
if ProcessInfo.processInfo.environment["TESSERA_BENCH"] != nil {
    package.dependencies.append(
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"))
    package.products += [
        .executable(name: "tessera-bench", targets: ["TesseraBench"]),
        .executable(name: "bare-route", targets: ["BareRoute"]),
    ]
    package.targets += [
        // What the figures are measured against, in C: the MAC, the book's SQL, the heap.
        .target(
            name: "CFloor", path: "Benchmarks/CFloor", cSettings: cSettings,
            linkerSettings: [.linkedLibrary("crypto"), .linkedLibrary("sqlite3")]),
        // What the reader of QR codes is measured against.
        .target(name: "CZBar", path: "Benchmarks/CZBar", cSettings: cSettings),
        // What the service is measured against: its library without it.
        .executableTarget(
            name: "BareRoute", dependencies: [hummingbird], path: "Benchmarks/BareRoute"),
        .executableTarget(
            name: "TesseraBench",
            dependencies: [
                "TesseraModel", "TesseraCrypto", "TesseraLedger", "TesseraToken",
                "TesseraLedgerSQLite", "TesseraLedgerPostgres", "TesseraVerification",
                "TesseraConfiguration", "TesseraJournal", "TesseraClaims", "TesseraLoyalty",
                "TesseraReports", "TesseraOperations", "TesseraScan", "TesseraTestSupport",
                "CFloor", "CZBar",
                .product(name: "JWTKit", package: "jwt-kit"),
            ],
            path: "Benchmarks/TesseraBench",
            // Every request to the heap passes the counter in CFloor.
            linkerSettings: [
                .unsafeFlags(
                    ["malloc", "calloc", "realloc", "aligned_alloc", "posix_memalign"].flatMap {
                        ["-Xlinker", "--wrap=\($0)"]
                    })
            ]),
    ]
}

// Settings that every room shares; a warning is an error from the first commit on.
for target in package.targets where ![.system, .binary, .plugin].contains(target.type) {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .treatAllWarnings(as: .error),
            .strictMemorySafety(),
        ]
}
