import TesseraModel

/// A table that says what it counts; every writer writes it out and none reckons.
package struct Report: Hashable, Sendable {
    /// Its name in commands and files, `expiry_ladder`.
    package let name: String
    /// What people read above it.
    package let title: String
    /// Up to when it counts.
    package let asOf: Timestamp
    /// What stands in each place of a row; no two have the same name.
    package let columns: [Column]
    /// As many cells in each as there are columns.
    package let rows: [[Cell]]
    /// The last line of the table; `nil` where rows do not add.
    package let totals: [Cell]?
    /// A picture of it; `nil` where none says more than the table.
    package let plot: Plot?
    /// How each figure is defined, and what is left out, as sentences.
    package let notes: [String]

    /// A report; rows and totals must have as many cells as there are columns.
    package init(
        name: String, title: String, asOf: Timestamp, columns: [Column], rows: [[Cell]],
        totals: [Cell]? = nil, plot: Plot? = nil, notes: [String]
    ) {
        precondition(rows.allSatisfy { $0.count == columns.count }, "a row is not whole")
        precondition(totals.map { $0.count == columns.count } ?? true, "the totals are not whole")
        precondition(Set(columns.map(\.name)).count == columns.count, "a column's name twice")
        self.name = name
        self.title = title
        self.asOf = asOf
        self.columns = columns
        self.rows = rows
        self.totals = totals
        self.plot = plot
        self.notes = notes
    }
}

/// What stands in one place of all rows.
package struct Column: Hashable, Sendable {
    /// What kind of figure it is.
    package enum Unit: String, Hashable, Sendable, CaseIterable {
        /// Words.
        case text
        /// How many.
        case count
        /// Minor units with their currency; in a table of assets also units of an asset.
        case amount
        /// Hundredths of a percent.
        case percent
        /// Hundredths of a percentage point, with a sign.
        case points
        /// A number with decimals and no unit.
        case number
        /// A calendar day.
        case day
        /// Whole days.
        case days
        /// Whole minutes.
        case minutes
        /// Units of an asset, with its decimals.
        case units
    }

    /// Its name for programs, `issued_on`.
    package let name: String
    /// Its name for people, `issued on`.
    package let title: String
    /// What kind of figure it is.
    package let unit: Unit

    /// A column; its title is its name with blanks if none is given.
    package init(_ name: String, _ unit: Unit, title: String? = nil) {
        self.name = name
        self.title = title ?? String(name.map { $0 == "_" ? " " : $0 })
        self.unit = unit
    }

    /// Columns for names that people chose: in small letters, with `_` for anything else than
    /// letters and digits, numbered from the second of the same spelling on.
    static func columns(_ prefix: String, for names: [String], _ unit: Unit) -> [Column] {
        var used: [String: Int] = [:]
        return names.map { name in
            let letters = name.lowercased().unicodeScalars.map { scalar in
                scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    ? Character(scalar) : "_"
            }
            let spelled = prefix + String(letters)
            used[spelled, default: 0] += 1
            let count = used[spelled] ?? 1
            // A double underscore stands in no other name of this table's own.
            return Column(count == 1 ? spelled : "\(spelled)__\(count)", unit, title: name)
        }
    }
}

/// One figure or word.
package enum Cell: Hashable, Sendable {
    /// Words, as somebody wrote them; every writer escapes them.
    case text(String)
    /// A whole number.
    case integer(Int64)
    /// Minor units.
    case money(Int64, Currency)
    /// A number times ten to the power of so many digits, 0…6: 122 with 2 is 1.22.
    case decimal(Int64, digits: Int)
    /// A calendar day.
    case day(Day)
    /// Nothing that could be said.
    case empty

    /// A percentage, a ratio or points in hundredths; nothing for `nil`.
    static func hundredths(_ value: Int64?) -> Cell {
        value.map { .decimal($0, digits: 2) } ?? .empty
    }

    /// A count.
    static func count(_ value: Int) -> Cell { .integer(Int64(value)) }

    /// An amount of a currency; nothing for `nil`.
    static func money(_ value: Int64?, in currency: Currency) -> Cell {
        value.map { .money($0, currency) } ?? .empty
    }
}
