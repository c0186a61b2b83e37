/// An instant, as whole milliseconds since 1970-01-01T00:00:00Z.
package struct Timestamp: Hashable, Comparable, Sendable, Codable {
    /// Milliseconds since the Unix epoch; negative before 1970.
    package let milliseconds: Int64

    /// The instant so many milliseconds after the Unix epoch.
    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// The instant so many whole seconds after the Unix epoch.
    package init(seconds: Int64) {
        self.milliseconds = seconds * 1_000
    }

    /// Whole seconds since the Unix epoch, rounded towards the past.
    package var seconds: Int64 {
        milliseconds >= 0 ? milliseconds / 1_000 : -((999 - milliseconds) / 1_000)
    }

    /// The instant so many milliseconds later, or earlier when negative.
    package func advanced(byMilliseconds delta: Int64) -> Timestamp {
        Timestamp(milliseconds: milliseconds + delta)
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    package init(from decoder: any Decoder) throws {
        self.init(milliseconds: try decoder.singleValueContainer().decode(Int64.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}

extension Timestamp {
    /// The instant in RFC 3339 form and UTC, `2026-12-01T12:00:00Z`, with milliseconds if any.
    package var rfc3339: String {
        let day = Day(civilNumber: secondsSinceDayZero.floorDivided(by: 86_400))
        let second = Int(secondsSinceDayZero - Int64(day.number) * 86_400)
        let part = Int(milliseconds - seconds * 1_000)
        let clock =
            "\(twoDigits(second / 3_600)):\(twoDigits(second / 60 % 60)):\(twoDigits(second % 60))"
        let fraction = part == 0 ? "" : ".\(part < 100 ? "0" : "")\(twoDigits(part))"
        return "\(day.text)T\(clock)\(fraction)Z"
    }

    /// Reads `2026-12-01T12:00:00Z`, with an optional fraction and `Z` or `±hh:mm`; `nil` for
    /// anything else, a day or a time that does not exist included.
    ///
    /// - Parameter text: RFC 3339; digits of the fraction beyond milliseconds are dropped.
    package init?(rfc3339 text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"),
            let day = Day(text: String(decoding: bytes[0..<10], as: UTF8.self)),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = decimal(bytes[11..<13]), hour < 24,
            let minute = decimal(bytes[14..<16]), minute < 60,
            let second = decimal(bytes[17..<19]), second < 60
        else { return nil }
        var rest = bytes[19...]
        var fraction: Int64 = 0
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix { (48...57).contains($0) }
            guard let value = decimal((Array(digits) + [48, 48, 48])[0..<3]), !digits.isEmpty
            else { return nil }
            fraction = value
            rest = rest.dropFirst(1 + digits.count)
        }
        guard let offset = Timestamp.offset(rest) else { return nil }
        let days = Int64(day.number) + Int64(Day.zeroSinceUnixEpoch)
        let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second - offset
        self.init(milliseconds: seconds * 1_000 + fraction)
    }

    private static func offset(_ text: ArraySlice<UInt8>) -> Int64? {
        let bytes = Array(text)
        if bytes == [UInt8(ascii: "Z")] || bytes == [UInt8(ascii: "z")] { return 0 }
        guard bytes.count == 6, bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
            bytes[3] == UInt8(ascii: ":"),
            let hours = decimal(bytes[1..<3]), hours < 24,
            let minutes = decimal(bytes[4..<6]), minutes < 60
        else { return nil }
        return (hours * 3_600 + minutes * 60) * (bytes[0] == UInt8(ascii: "-") ? -1 : 1)
    }

    private var secondsSinceDayZero: Int64 {
        seconds - Int64(Day.zeroSinceUnixEpoch) * 86_400
    }
}

func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
}

func decimal(_ digits: ArraySlice<UInt8>) -> Int64? {
    var value: Int64 = 0
    guard !digits.isEmpty, digits.count <= 18 else { return nil }
    for digit in digits {
        guard (48...57).contains(digit) else { return nil }
        value = value * 10 + Int64(digit - 48)
    }
    return value
}

extension Int64 {
    /// The quotient rounded towards the past; the divisor must be positive.
    ///
    /// Inlined, so that a divisor known when it is compiled costs no division.
    @inline(__always)
    package func floorDivided(by divisor: Int64) -> Int {
        Int(self >= 0 ? self / divisor : -((divisor - 1 - self) / divisor))
    }
}
