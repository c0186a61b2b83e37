import TesseraTestSupport

/// A disk of which only what was synced is certain, followed through a diary.
///
/// What was asked after a file's last sync is kept, dropped or torn by sectors, each for itself; a
/// file that was made or removed may be there or not until its folder is synced.
struct CutDisk {
    /// The unit in which a disk writes all or nothing.
    static let sectorByteCount = 512

    /// How what was not synced fares in a power cut.
    private enum Fate: CaseIterable {
        case allKept
        case allDropped
        case eachForItself
        case keptUpToOneTorn
        case everySectorForItself
    }

    private enum Change {
        case written(offset: Int, ArraySlice<UInt8>)
        case cut(length: Int)

        func apply(to bytes: inout [UInt8]) {
            switch self {
            case .written(let offset, let new):
                // What lies between the old end and a write beyond it reads as zeros.
                if bytes.count < offset + new.count {
                    bytes += [UInt8](repeating: 0, count: offset + new.count - bytes.count)
                }
                bytes.replaceSubrange(offset..<offset + new.count, with: new)
            case .cut(let length):
                if bytes.count > length {
                    bytes.removeLast(bytes.count - length)
                } else {
                    bytes += [UInt8](repeating: 0, count: length - bytes.count)
                }
            }
        }
    }

    /// One life of a file, between being made and being removed.
    private struct Life {
        var synced: [UInt8]
        var unsynced: [Change] = []
        var isEntered: Bool
    }

    /// The lives that may be found under each name, the certain one first; `nil` for no file.
    private var lives: [Diary.File: [Life?]]
    private let diary: Diary
    private let isLying: Bool

    /// A disk on which everything is certain.
    ///
    /// - Parameters:
    ///   - book: What stands in the book's file.
    ///   - diary: What will be asked of the disk.
    ///   - isLying: Whether it says that it synced and does not, as drills must find out.
    init(book: [UInt8], diary: Diary, isLying: Bool) {
        lives = [.book: [Life(synced: book, isEntered: true)], .log: [nil], .journal: [nil]]
        self.diary = diary
        self.isLying = isLying
    }

    /// Does what the diary says next.
    mutating func take(_ entry: Diary.Entry) {
        switch entry {
        case .written(let file, let offset, let range):
            change(file, .written(offset: offset, diary.bytes[range]))
        case .cut(let file, let length):
            change(file, .cut(length: length))
        case .synced(let file):
            if !isLying { sync(file) }
        case .made(let file):
            lives[file]?.append(Life(synced: [], isEntered: false))
        case .removed(let file, let isFolderSynced):
            lives[file]?.append(nil)
            if isFolderSynced, !isLying { syncFolder() }
        case .marked:
            break
        }
    }

    private mutating func change(_ file: Diary.File, _ change: Change) {
        withLatest(file) { $0.unsynced.append(change) }
    }

    private mutating func sync(_ file: Diary.File) {
        var isNew = false
        withLatest(file) { life in
            isNew = !life.isEntered
            life.isEntered = true
            for change in life.unsynced { change.apply(to: &life.synced) }
            life.unsynced = []
        }
        // SQLite syncs the folder with the first sync of a file that it made.
        if isNew { syncFolder() }
    }

    private mutating func syncFolder() {
        for file in Diary.File.allCases { lives[file] = lives[file].map { $0.suffix(1) } }
    }

    private mutating func withLatest(_ file: Diary.File, _ body: (inout Life) -> Void) {
        guard var all = lives[file], var life = all.last ?? nil else { return }
        // Taken out first, so that the bytes have one owner and are changed in place.
        all[all.count - 1] = nil
        lives[file] = all
        body(&life)
        lives[file]?[all.count - 1] = life
    }

    /// What may be found after the power went now.
    ///
    /// - Returns: The bytes of each file that is there.
    func cut(_ random: inout SeededRandom) -> [Diary.File: [UInt8]] {
        var found: [Diary.File: [UInt8]] = [:]
        let fate = Fate.allCases[Int.random(in: 0..<Fate.allCases.count, using: &random)]
        for file in Diary.File.allCases {
            guard let all = lives[file] else { continue }
            let index =
                fate == .allKept ? all.count - 1 : Int.random(in: 0..<all.count, using: &random)
            if let life = all[index] { found[file] = left(of: life, fate, &random) }
        }
        return found
    }

    private func left(of life: Life, _ fate: Fate, _ random: inout SeededRandom) -> [UInt8] {
        var bytes = life.synced
        let torn = Int.random(in: 0...life.unsynced.count, using: &random)
        for (index, change) in life.unsynced.enumerated() {
            let isKept: Bool
            switch fate {
            case .allKept: isKept = true
            case .allDropped: isKept = false
            case .eachForItself: isKept = Bool.random(using: &random)
            case .keptUpToOneTorn: isKept = index < torn
            case .everySectorForItself: isKept = false
            }
            if isKept {
                change.apply(to: &bytes)
            } else if fate == .everySectorForItself || fate == .keptUpToOneTorn && index == torn {
                for piece in pieces(of: change) where Bool.random(using: &random) {
                    piece.apply(to: &bytes)
                }
            }
        }
        return bytes
    }

    /// A write by sectors; a cut is one piece.
    private func pieces(of change: Change) -> [Change] {
        guard case .written(var offset, var rest) = change else { return [change] }
        var pieces: [Change] = []
        while !rest.isEmpty {
            let room = CutDisk.sectorByteCount - offset % CutDisk.sectorByteCount
            let count = min(room, rest.count)
            pieces.append(.written(offset: offset, rest.prefix(count)))
            offset += count
            rest = rest.dropFirst(count)
        }
        return pieces
    }
}
