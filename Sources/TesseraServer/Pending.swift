enum AccessScope: String, CaseIterable, Sendable { case check, redeem, hold, reverse, issue, members, events, campaigns, parties, devices, sync, kits, settle, reports, webhooks, access, metrics }
import Hummingbird
import TesseraOperations
struct KeyDoor: Door { func caller(of request: Request, isWrite: Bool, from address: String, _ counter: Counter) async throws -> Caller { Caller(name: "key_all", scopes: Set(AccessScope.allCases), acceptor: nil, till: nil, worker: nil) } }
