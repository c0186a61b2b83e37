import TesseraModel

/// The fields of a record while it is written; what is `nil` is left out.
struct FieldWriter {
    private(set) var members: [CanonicalJSON.Member] = []

    init() { members.reserveCapacity(16) }

    var object: CanonicalJSON { .object(members) }

    mutating func put(_ name: String, _ value: CanonicalJSON?) {
        if let value { members.append(CanonicalJSON.Member(name: name, value: value)) }
    }

    mutating func put(_ name: String, _ text: String?) { put(name, text.map { .text($0) }) }

    mutating func put(_ name: String, _ number: Int64?) {
        put(name, number.map { .integer($0) })
    }

    mutating func put(_ name: String, _ number: some FixedWidthInteger) {
        put(name, .integer(Int64(truncatingIfNeeded: number)))
    }

    mutating func put(_ name: String, _ time: Timestamp?) { put(name, time?.journalText) }

    mutating func put(_ name: String, _ day: Day?) { put(name, day?.text) }
}

extension CanonicalJSON {
    /// An object of the fields that a function puts into it.
    static func fields(_ fill: (inout FieldWriter) -> Void) -> CanonicalJSON {
        var fields = FieldWriter()
        fill(&fields)
        return fields.object
    }
}

/// The fields of a record while it is read.
///
/// A field too many is not noticed here: the record written again is then another one.
struct FieldReader {
    private let members: [CanonicalJSON.Member]

    init(_ value: CanonicalJSON, named name: String = "") throws(RecordFault) {
        guard case .object(let members) = value else { throw .field(name) }
        self.members = members
    }

    func has(_ name: String) -> Bool { members.contains { $0.name == name } }

    func value(_ name: String) throws(RecordFault) -> CanonicalJSON {
        guard let member = members.first(where: { $0.name == name }) else { throw .field(name) }
        return member.value
    }

    func text(_ name: String) throws(RecordFault) -> String {
        guard case .text(let text) = try value(name) else { throw .field(name) }
        return text
    }

    /// A text as what it names.
    func named<T>(_ name: String, _ make: (String) -> T?) throws(RecordFault) -> T {
        guard let made = make(try text(name)) else { throw .field(name) }
        return made
    }

    /// A text as what it names; `nil` if the field is not there.
    func namedIfAny<T>(_ name: String, _ make: (String) -> T?) throws(RecordFault) -> T? {
        has(name) ? try named(name, make) : nil
    }

    func truth(_ name: String) throws(RecordFault) -> Bool {
        guard case .truth(let isTrue) = try value(name) else { throw .field(name) }
        return isTrue
    }

    func integer(_ name: String) throws(RecordFault) -> Int64 {
        guard case .integer(let number) = try value(name) else { throw .field(name) }
        return number
    }

    func integerIfAny(_ name: String) throws(RecordFault) -> Int64? {
        has(name) ? try integer(name) : nil
    }

    /// A whole number that a type can hold.
    func number<N: FixedWidthInteger>(
        _ name: String, as type: N.Type = N.self
    ) throws(RecordFault) -> N {
        guard let number = N(exactly: try integer(name)) else { throw .field(name) }
        return number
    }

    func object(_ name: String) throws(RecordFault) -> FieldReader {
        try FieldReader(try value(name), named: name)
    }

    func list<T>(
        _ name: String, of make: (CanonicalJSON) throws(RecordFault) -> T
    ) throws(RecordFault) -> [T] {
        guard case .list(let values) = try value(name) else { throw .field(name) }
        var made: [T] = []
        made.reserveCapacity(values.count)
        for value in values { made.append(try make(value)) }
        return made
    }

    /// A list of texts as what they name.
    func names<T>(_ name: String, _ make: (String) -> T?) throws(RecordFault) -> [T] {
        try list(name) { (value) throws(RecordFault) in
            guard case .text(let text) = value, let made = make(text) else { throw .field(name) }
            return made
        }
    }

    func time(_ name: String) throws(RecordFault) -> Timestamp {
        try named(name) { Timestamp(rfc3339: $0) }
    }

    func day(_ name: String) throws(RecordFault) -> Day { try named(name) { Day(text: $0) } }

    func money(_ name: String) throws(RecordFault) -> Money {
        try Money(fields: object(name))
    }

    func position(_ name: String) throws(RecordFault) -> VoucherPosition {
        try named(name) { VoucherPosition(voucherText: $0) }
    }

    func member(_ name: String) throws(RecordFault) -> MemberNumber {
        try named(name) { MemberNumber(text: $0) }
    }
}

extension Timestamp {
    /// The instant in RFC 3339 form and UTC, always with milliseconds.
    var journalText: String {
        let text = rfc3339
        return text.utf8.count == 20 ? "\(text.dropLast()).000Z" : text
    }
}

extension Money {
    init(fields: FieldReader) throws(RecordFault) {
        self.init(
            minorUnits: try fields.integer("amount"),
            currency: try fields.named("currency") { Currency(code: $0) })
    }

    var json: CanonicalJSON {
        .fields { fields in
            fields.put("amount", minorUnits)
            fields.put("currency", currency.code)
        }
    }
}
