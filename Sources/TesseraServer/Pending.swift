enum AccessScope: String, CaseIterable, Sendable { case check, redeem, hold, reverse, issue, members, events, campaigns, parties, devices, sync, kits, settle, reports, webhooks, access, metrics }
