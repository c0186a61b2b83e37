import TesseraModel

/// Values in the form that libpq takes them in, kept between calls so that the heap is left alone.
@safe
struct BoundValues: ~Copyable {
    private var bytes: [UInt8] = []
    private var starts: [Int] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []
    private var pointers: [UnsafePointer<CChar>?] = unsafe []

    /// Hands some values to `body`: where each begins (`nil` for null), its byte count, its format.
    mutating func with<Answer>(
        _ values: [PostgresValue],
        _ body: (
            UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<Int32>, UnsafePointer<Int32>
        ) -> Answer
    ) -> Answer {
        bytes.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        unsafe pointers.removeAll(keepingCapacity: true)
        while formats.count < values.count { formats.append(1) }
        for value in values { append(value) }
        // An empty array has no address; libpq reads a length of 0 and then no byte.
        if bytes.isEmpty { bytes.append(0) }
        return unsafe bytes.withUnsafeBytes { buffer in
            let base = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            for start in starts {
                unsafe pointers.append(start < 0 ? nil : base.map { unsafe $0 + start })
            }
            return unsafe body(pointers, lengths, formats)
        }
    }

    private mutating func append(_ value: PostgresValue) {
        let start = bytes.count
        switch value {
        case .null:
            starts.append(-1)
            lengths.append(0)
            return
        case .int64(let number): append(UInt64(bitPattern: number))
        case .int32(let number): append(UInt32(bitPattern: number))
        case .id(let id):
            append(id.high)
            append(id.low)
        case .bytes(let content): bytes.append(contentsOf: content)
        case .text(let text): bytes.append(contentsOf: text.utf8)
        case .int64s(let numbers):
            begin(numbers.count, of: .int64)
            for number in numbers { appendElement(number.map { UInt64(bitPattern: $0) }) }
        case .int32s(let numbers):
            begin(numbers.count, of: .int32)
            for number in numbers { appendElement(number.map { UInt32(bitPattern: $0) }) }
        case .ids(let ids):
            begin(ids.count, of: .id)
            for id in ids {
                guard let id else {
                    append(UInt32.max)
                    continue
                }
                append(UInt32(16))
                append(id.high)
                append(id.low)
            }
        case .texts(let texts):
            begin(texts.count, of: .text)
            for text in texts {
                guard let text else {
                    append(UInt32.max)
                    continue
                }
                append(UInt32(text.utf8.count))
                bytes.append(contentsOf: text.utf8)
            }
        }
        starts.append(start)
        lengths.append(Int32(bytes.count - start))
    }

    /// What stands before the elements of a list: one dimension, nulls allowed, the elements' type,
    /// how many, and the number of the first.
    private mutating func begin(_ count: Int, of type: PostgresType) {
        append(UInt32(1))
        append(UInt32(1))
        append(type.rawValue)
        append(UInt32(count))
        append(UInt32(1))
    }

    /// An element with its byte count; a null has none.
    private mutating func appendElement<Word: FixedWidthInteger>(_ element: Word?) {
        guard let element else { return append(UInt32.max) }
        append(UInt32(Word.bitWidth / 8))
        append(element)
    }

    private mutating func append<Word: FixedWidthInteger>(_ word: Word) {
        unsafe withUnsafeBytes(of: word.bigEndian) { unsafe bytes.append(contentsOf: $0) }
    }
}
