/// The data codewords, read bit by bit.
struct BitStream {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// How many bits are left.
    var count: Int { 8 * bytes.count - position }

    /// Takes bits from the front, the highest first.
    ///
    /// - Parameter width: 0 to 16.
    /// - Returns: `nil` if there are not so many left.
    mutating func take(_ width: Int) -> Int? {
        guard width <= count else { return nil }
        var value = 0
        for _ in 0..<width {
            let bit = bytes[position / 8] >> UInt8(truncatingIfNeeded: 7 - position % 8) & 1
            value = value << 1 | Int(bit)
            position += 1
        }
        return value
    }
}
