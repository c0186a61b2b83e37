extension Array where Element == UInt8 {
    /// Two small hexadecimal digits a byte.
    package var hexadecimal: String {
        let digits = Array<Character>("0123456789abcdef")
        return String(flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
