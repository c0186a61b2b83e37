import TesseraModel

// The status map in a kit's file.

extension StatusMap {
    func write(to out: inout KitWriter) {
        out.number(knownLists.count, 4)
        for list in knownLists {
            let (isRaw, bytes) = (self.list(list) ?? StatusList()).written()
            out.number(Int(list), 2)
            out.number(isRaw ? 1 : 0, 1)
            out.part(bytes)
        }
    }

    /// Reads a map; anything that is not written exactly so is refused.
    init(written bytes: ArraySlice<UInt8>) throws(VerificationError) {
        var reader = KitReader(bytes)
        self.init(lists: [UInt16]())
        var last = -1
        for _ in 0..<(try reader.number(4)) {
            let list = try reader.number(2)
            let isRaw = try reader.truth()
            guard list > last else { throw .kitDamaged }
            last = list
            replace(UInt16(list), with: try StatusList(isRaw: isRaw, try reader.part()))
        }
        try reader.finish()
    }
}
