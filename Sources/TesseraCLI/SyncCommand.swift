import ArgumentParser

/// `tessera sync`: what tills did without a network, to the office and back.
struct SyncCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Bring what tills did without a network to the book, and kits to the tills.",
        discussion: """
            Where till and office share a machine or a disk:
              tessera sync push --till-folder till-7
              tessera sync pull --till-folder till-7
            Where files travel:
              at the till      tessera sync push --till-folder till-7 --out till-7.upload
              at the office    tessera sync push --file till-7.upload --out till-7.receipt
              at the till      tessera sync pull --till-folder till-7 till-7.receipt luna.kit
            """,
        subcommands: [SyncPushCommand.self, SyncPullCommand.self, SyncConflictsCommand.self])
}
