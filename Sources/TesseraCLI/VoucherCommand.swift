import ArgumentParser

/// `tessera voucher`: everything about vouchers.
struct VoucherCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "voucher",
        abstract: "Issue vouchers, find them, and change single ones.",
        subcommands: [VoucherBulkCommand.self])
}
