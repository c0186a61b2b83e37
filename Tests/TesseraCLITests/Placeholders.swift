import Foundation
import TesseraLedgerPostgres
import TesseraTestSupport

/// Names for the values that differ from run to run, in the order in which they are first seen.
struct Placeholders {
    private static let sorts: [(name: String, pattern: String)] = [
        ("link", "tcl_[0-9a-z]{32}_(?:mem|vch)_[0-9_]+"),
        ("live", "TZ1[0-9A-Z]{40,}\\.[0-9A-Z]{8}"),
        ("token", "TZ1[0-9A-Z]{40,}"),
        ("code", "\\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\\b"),
        ("redemption", "rd_[0-9A-Z]{26}"),
        ("hold", "hold_[0-9A-Z]{26}"),
        ("message", "msg_[0-9A-Z]{26}_[0-9]+"),
        ("operation", "op_[0-9A-Z]{26}"),
        ("operation", "\\b0[0-9A-Z]{25}\\b"),
        ("member", "mem_[0-9]{8,}"),
        ("secret", "tsk_[0-9a-z]{16}_[0-9a-z]{59}"),
        ("secret", "whsec_[A-Za-z0-9+/=]{44}"),
        ("endpoint", "whe_[0-9a-z]{26}"),
        ("message", "msg_[0-9A-Z]{26}"),
        ("delivery", "dlv_[0-9a-z]{26}"),
        ("key", "key_[0-9a-z]{16}"),
        ("head", "\\b[0-9a-f]{64}\\b"),
        ("epoch", "\\b[0-9a-f]{16}\\b"),
    ]

    private let folder: String
    private var names: [String: String] = [:]
    private var counts: [String: Int] = [:]

    /// Placeholders of a run in a folder and perhaps with a database, which are some of them.
    init(folder: String, database: ScratchSchema? = nil) {
        self.folder = folder
        guard let database else { return }
        names[database.text] = "<address>"
        names[database.address.shown] = "<database>"
    }

    /// Puts names in the place of what differs.
    mutating func hide(_ line: String) throws -> String {
        var line = line.replacingOccurrences(of: folder, with: "<folder>")
        // The longer one first: it begins with the other.
        for name in ["<address>", "<database>"] {
            for (value, _) in names where names[value] == name {
                line = line.replacingOccurrences(of: value, with: name)
            }
        }
        for (sort, pattern) in Placeholders.sorts {
            let expression = try NSRegularExpression(pattern: pattern)
            while let match = expression.firstMatch(
                in: line, range: NSRange(line.startIndex..., in: line)),
                let range = Range(match.range, in: line)
            {
                line.replaceSubrange(range, with: name(of: String(line[range]), sort))
            }
        }
        return line
    }

    /// Puts the values back in the place of their names.
    func fill(_ line: String) -> String {
        names.reduce(line.replacingOccurrences(of: "<folder>", with: folder)) { line, entry in
            line.replacingOccurrences(of: entry.value, with: entry.key)
        }
    }

    private mutating func name(of value: String, _ sort: String) -> String {
        if let name = names[value] { return name }
        counts[sort, default: 0] += 1
        let name = "<\(sort)-\(counts[sort, default: 0])>"
        names[value] = name
        return name
    }
}
