import ArgumentParser
import TesseraAnswers
import TesseraClaims
import TesseraModel
import TesseraPremises
import TesseraTill
import TesseraVerification

/// `tessera till status`: how a till without a network stands.
struct TillStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show a till's pairing, its kit, what is unsent and what it took today.")

    @OptionGroup var offline: TillFolderOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        guard let folder = offline.tillFolder ?? environment("TESSERA_TILL") else {
            throw CLIError.usage(
                "No till was named.", hint: "Give its folder with --till-folder.")
        }
        let desk = try TillDesk(in: folder, speaking.speech)
        let status = desk.till.status
        desk.speech.answer(status.value, status.lines(desk.till.kit?.zone ?? .utc))
    }
}

extension TillStatus {
    /// The status as programs read it.
    var value: JSONValue {
        let money = currency.map { Money(minorUnits: moneyToday, currency: $0) }
        return .record(
            [
                ("code", .string("ok")), ("till", .string(device.text)),
                ("shop", .string(acceptor.text)), ("pairing", .integer(Int64(epoch))),
                ("issuer", .string(issuer)),
            ] + (age?.fields ?? [("training", .bool(isTraining))]) + [
                ("records", .integer(last)), ("unsent", .integer(unsent)),
                ("taken_today", money.map(JSONValue.money)), ("uses_today", .integer(usesToday)),
                ("limit_per_voucher", limit(\.perVoucher)),
                ("limit_per_day", limit(\.perDay)),
                ("limit_uses_per_day", (limits?.usesPerDay).map { .integer(Int64($0)) }),
            ])
    }

    private func limit(_ limit: KeyPath<OfflineLimits, Int64>) -> JSONValue? {
        guard let limits, let currency else { return nil }
        return .money(Money(minorUnits: limits[keyPath: limit], currency: currency))
    }

    /// The status as people read it.
    func lines(_ zone: IssuerZone) -> [String] {
        var lines = [
            "\(device) of \(acceptor), pairing \(epoch) with \(issuer)"
                + (isTraining ? ", for training only" : "")
        ]
        if let age {
            lines.append(
                "  Kit       number \(age.sequence), \(age.shown) old"
                    + (age.isStale ? ", stale" : "") + ", valid until \(zone.listed(age.expiresAt))"
            )
        } else {
            lines.append("  Kit       none: fetch one with tessera sync pull")
        }
        lines.append(
            "  Records   \(last), of which \(unsent) \(unsent == 1 ? "is" : "are") not sent yet")
        if let limits, let currency {
            func shown(_ amount: Int64) -> String {
                Money(minorUnits: amount, currency: currency).shown
            }
            var today = "\(shown(moneyToday)) of \(shown(limits.perDay))"
            if limits.usesPerDay > 0 {
                today += ", \(usesToday) of \(limits.usesPerDay.counted("use"))"
            }
            lines.append("  Today     \(today)")
            lines.append("  Voucher   at most \(shown(limits.perVoucher)) of each")
        }
        return lines
    }
}
