import ArgumentParser

/// `tessera voucher`: everything the office does with vouchers.
struct VoucherCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "voucher",
        abstract: "Issue vouchers, look at them, and change single ones.",
        subcommands: [
            VoucherIssueCommand.self, VoucherBulkCommand.self, VoucherListCommand.self,
            VoucherShowCommand.self, VoucherPrintCommand.self, VoucherReissueCommand.self,
            VoucherLinkCommand.self,
            VoucherActivateCommand.self,
            VoucherBlockCommand.self,
            VoucherUnblockCommand.self, VoucherExtendCommand.self, VoucherAdjustCommand.self,
            VoucherCashOutCommand.self,
            VoucherTopUpCommand.self,
        ])
}
