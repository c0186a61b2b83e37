import ArgumentParser

/// `tessera partner`: who else accepts the vouchers, and how it is paid.
struct PartnerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "partner",
        abstract: "Agree with partners, make their kits, and settle with them.",
        subcommands: [
            PartnerAddCommand.self, PartnerEditCommand.self, PartnerListCommand.self,
            PartnerShowCommand.self, PartnerEndCommand.self, PartnerKitCommand.self,
            PartnerSettleCommand.self, PartnerRecomputeCommand.self,
            PartnerDisputeCommand.self,
        ])
}

/// `tessera shop`: our own shops, their tills' limits.
struct ShopCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shop",
        abstract: "See your own shops, and say how far their tills go without a network.",
        subcommands: [ShopAddCommand.self, ShopListCommand.self, ShopShowCommand.self])
}

/// `tessera device`: tills that work without a network.
struct DeviceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device",
        abstract: "See tills that work without a network, give them up, put value aside for one.",
        subcommands: [
            DevicePairCommand.self, DeviceListCommand.self, DeviceRevokeCommand.self,
            DeviceLeaseCommand.self,
        ])
}
