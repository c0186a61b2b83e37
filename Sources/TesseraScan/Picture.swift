internal import CZBar

/// An 8-bit grey picture while it is searched.
struct Picture {
    let width: Int
    let height: Int
    let grey: [UInt8]

    /// A code of the smallest version with its border, two pixels to the module, is wider than
    /// half of this; halving further cannot bring anything to light.
    private static let smallestSide = 128

    init(width: Int, height: Int, grey: [UInt8]) {
        precondition(width >= 1 && height >= 1, "a picture has at least one pixel")
        precondition(grey.count == width * height, "a picture has one byte for each pixel")
        self.width = width
        self.height = height
        self.grey = grey
    }

    /// The picture with light and dark exchanged.
    var negative: Picture {
        Picture(width: width, height: height, grey: grey.map { ~$0 })
    }

    /// The picture at half the size, four pixels averaged into one, or `nil` if it is too small.
    var halved: Picture? {
        let (columns, rows) = (width / 2, height / 2)
        if min(columns, rows) < Self.smallestSide { return nil }
        var smaller: [UInt8] = []
        smaller.reserveCapacity(columns * rows)
        for row in 0..<rows {
            for column in 0..<columns {
                let above = 2 * row * width + 2 * column
                let below = above + width
                let sum =
                    UInt16(grey[above]) + UInt16(grey[above + 1]) + UInt16(grey[below])
                    + UInt16(grey[below + 1])
                smaller.append(UInt8((sum + 2) / 4))
            }
        }
        return Picture(width: columns, height: rows, grey: smaller)
    }

    /// Returns the codes zbar sees in the picture as it is; empty if it sees none.
    func codes() throws(ScanError) -> [FoundCode] {
        guard let columns = UInt32(exactly: width), let rows = UInt32(exactly: height) else {
            throw .noCodeFound
        }
        var codes: [FoundCode] = []
        let whole = unsafe withUnsafeMutablePointer(to: &codes) { found in
            unsafe tessera_zbar_read(
                grey, columns, rows,
                { context, code in
                    guard let context = unsafe context, let code = unsafe code?.pointee else {
                        return
                    }
                    let codes = unsafe context.assumingMemoryBound(to: [FoundCode].self)
                    unsafe codes.pointee.append(FoundCode(code))
                }, found)
        }
        if whole == 0 { throw .outOfMemory }
        return codes
    }
}
