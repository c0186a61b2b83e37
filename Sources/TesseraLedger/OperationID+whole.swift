import TesseraModel

extension OperationID {
    /// The id of the operation that this one would be a part of: ``part(_:)`` the other way round.
    ///
    /// - Parameter number: Which part, 1 for the first.
    /// - Returns: An id; whether an operation has it, and this part, the book must say.
    package func whole(ofPart number: Int) -> OperationID {
        var word = low
        for _ in 0..<2 {
            word &-= high
            word = word.unfolded(by: 31)
            // The inverses of the mixer's factors modulo 2⁶⁴, last step first.
            word = (word &* 0x3196_42B2_D24D_8EC3).unfolded(by: 27)
            word = (word &* 0x96DE_1B17_3F11_9089).unfolded(by: 30)
        }
        return OperationID(
            high: high, low: word ^ (UInt64(number) &* 0x9E37_79B9_7F4A_7C15))
    }
}

extension UInt64 {
    /// The word that became this one when it was mixed with itself, shifted to the right.
    fileprivate func unfolded(by shift: UInt64) -> UInt64 {
        var word = self
        var known = shift
        while known < 64 {
            word = self ^ (word >> shift)
            known += shift
        }
        return word
    }
}
