internal import CZBar

/// A code and where it lies in the picture.
struct FoundCode {
    let bytes: [UInt8]
    let left: Int
    let top: Int
    let bottom: Int

    init(_ code: tessera_zbar_code) {
        bytes = unsafe Array(UnsafeBufferPointer(start: code.bytes, count: code.byte_count))
        left = unsafe Int(code.left)
        top = unsafe Int(code.top)
        bottom = unsafe Int(code.bottom)
    }

    /// The bytes as text, or `nil` if they are not UTF-8.
    var text: String? { String(validating: bytes, as: UTF8.self) }

    /// Returns the codes row by row from the top, each row from the left.
    ///
    /// A sheet is never held quite straight: a code belongs to a row if its middle lies above the
    /// lower edge of the row's highest code.
    static func inReadingOrder(_ codes: [FoundCode]) -> [FoundCode] {
        var rows: [[FoundCode]] = []
        for code in codes.sorted(by: { ($0.top, $0.left) < ($1.top, $1.left) }) {
            if let first = rows.last?.first, (code.top + code.bottom) / 2 < first.bottom {
                rows[rows.count - 1].append(code)
            } else {
                rows.append([code])
            }
        }
        return rows.flatMap { row in row.sorted { $0.left < $1.left } }
    }
}
