import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraModel
import TesseraPremises

/// `tessera backup`: copies of the book, taken while the shop works.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the book while the shop works, look through a copy, put one back.",
        discussion: """
            A backup is one file with the whole book, members' names included. The keys are not in \
            it, nor is tessera.yaml: keep a copy of them elsewhere.
            """,
        subcommands: [
            BackupCreateCommand.self, BackupVerifyCommand.self, BackupRestoreCommand.self,
        ])
}

extension ShopOptions {
    /// The clock of a command that must work where nothing but the book is left, or less.
    ///
    /// - Throws: ``PremisesError/clockSetWithLiveKeys``; ``ConfigurationError`` when the clock
    ///   is set by the environment and there are no keys that would allow it.
    func clockWithoutKeys() throws -> SystemClock {
        environment("TESSERA_NOW") == nil ? try SystemClock(isTraining: false) : try clock()
    }

    /// Tells moments in the shop's zone, or in UTC where there are no settings that can be read.
    func telling(at now: Timestamp) -> Telling {
        guard let settings = try? settings() else { return .absolute }
        return Telling(zone: settings.zone, now: now)
    }
}

extension BackupEnding {
    /// What a backup holds, in a line.
    func bookLine(_ telling: Telling) -> String {
        let last = lastRecorded.map(telling.moment) ?? "never"
        return "\(operations.counted("operation")), \(vouchersInUse.counted("voucher")) in use, "
            + "last booked \(last)"
    }

    /// What a backup says of itself, for programs.
    var record: [(String, JSONValue?)] {
        [
            ("created_at", .string(createdAt.rfc3339)), ("ledger_epoch", .string(epoch.epochText)),
            ("schema", .integer(Int64(schema))), ("operations", .integer(Int64(operations))),
            ("vouchers", .integer(Int64(vouchers))),
            ("vouchers_in_use", .integer(Int64(vouchersInUse))),
            ("members", .integer(Int64(members))),
            ("last_booked_at", lastRecorded.map { .string($0.rfc3339) }),
        ]
    }
}
