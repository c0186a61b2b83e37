import TesseraModel

/// What is different between two status maps, list by list.
///
/// - Source: T20.
struct StatusChanges {
    let bytes: [UInt8]

    private enum Form: Int {
        /// Slots with the statuses they have from now on, open ones included.
        case slots = 0
        /// A whole list, sparse.
        case sparse = 1
        /// A whole list, raw.
        case raw = 2
        /// The list is not carried any more.
        case gone = 3
    }

    /// The changes from one map to another, each list in the shortest way.
    init(from old: StatusMap, to new: StatusMap) {
        var out = KitWriter()
        for list in Set(old.knownLists).union(new.knownLists).sorted() {
            let (before, after) = (old.list(list), new.list(list))
            guard before != after else { continue }
            out.number(Int(list), 2)
            guard let after else {
                out.number(Form.gone.rawValue, 1)
                out.part([])
                continue
            }
            let (isRaw, whole) = after.written()
            let changed = before.map { SparseSlots.bytes(of: after.changes(from: $0)) }
            if let changed, changed.count < whole.count {
                out.number(Form.slots.rawValue, 1)
                out.part(changed)
            } else {
                out.number((isRaw ? Form.raw : .sparse).rawValue, 1)
                out.part(whole)
            }
        }
        bytes = out.bytes
    }

    /// Changes as they were written.
    init(_ bytes: ArraySlice<UInt8>) { self.bytes = Array(bytes) }

    /// Makes the changes.
    ///
    /// - Throws: ``VerificationError/kitDamaged`` if they are not such changes.
    func apply(to map: inout StatusMap) throws(VerificationError) {
        var reader = KitReader(bytes[...])
        while !reader.isAtEnd {
            let list = UInt16(try reader.number(2))
            guard let form = Form(rawValue: try reader.number(1)) else { throw .kitDamaged }
            let part = try reader.part()
            switch form {
            case .slots:
                guard let held = map.list(list) else { throw .kitDamaged }
                map.replace(
                    list, with: held.changed(try SparseSlots.entries(in: part, openToo: true)))
            case .sparse: map.replace(list, with: try StatusList(isRaw: false, part))
            case .raw: map.replace(list, with: try StatusList(isRaw: true, part))
            case .gone: map.replace(list, with: nil)
            }
        }
    }
}

extension StatusList {
    /// The slots whose status is another one than in an earlier list, as `slot << 2 | status`.
    func changes(from old: StatusList) -> [UInt32] {
        let (before, after) = (old.expanded, expanded)
        var changes: [UInt32] = []
        for index in 0..<after.count where before[index] != after[index] {
            for part in 0..<4 {
                let shift = UInt8(6 - 2 * part)
                let status = after[index] >> shift & 3
                if before[index] >> shift & 3 != status {
                    changes.append(UInt32(index * 4 + part) << 2 | UInt32(status))
                }
            }
        }
        return changes
    }

    /// The list with some slots changed, `slot << 2 | status`.
    func changed(_ changes: [UInt32]) -> StatusList {
        var raw = expanded
        for change in changes {
            let shift = UInt8(6 - 2 * (change >> 2 & 3))
            let index = Int(change >> 4)
            raw[index] = raw[index] & ~(3 << shift) | UInt8(change & 3) << shift
        }
        return StatusList(raw: raw)
    }
}
