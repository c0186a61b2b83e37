import Glibc
import TesseraCrypto
import TesseraModel

/// The folder in which a till keeps its kit.
///
/// 1  There is one kit. A new one is written beside it, waits until it is on the disk, and takes
///    its place in one step: after a crash at any byte the old or the new one is there, whole.
/// 2  The highest number ever held stands in a file of its own, so that no older kit is taken even
///    if the kit is deleted. It is written after the kit; a crash between the two is made good by
///    the kit's own number.
/// 3  Only the owner can get at the folder, because a kit may hold leaves.
///
/// - Source: T21.
package struct KitFolder: Sendable {
    /// The folder's path.
    package let path: String
    /// Whose kits it holds.
    package let pin: KitPin
    private let before: @Sendable (KitFolderStep) throws(VerificationError) -> Void

    private static let kitName = "kit"
    private static let counterName = "kit.highest"
    private static let mostByteCount = 1 << 30

    /// The folder at a path, whether or not it exists yet.
    ///
    /// - Parameters:
    ///   - path: The folder's path; the one above it must exist.
    ///   - pin: Whose kits it holds.
    ///   - before: What is called before each change; whoever throws there leaves the folder as a
    ///     crash would.
    package init(
        _ path: String, pin: KitPin,
        before: @escaping @Sendable (KitFolderStep) throws(VerificationError) -> Void = { _ in }
    ) {
        self.path = path
        self.pin = pin
        self.before = before
    }

    /// The kit that is held.
    ///
    /// - Returns: `nil` if none was taken yet, or it was deleted.
    /// - Throws: As ``KitPin/kit(_:)``; ``VerificationError/kitFolderReadable(byOthers:)``,
    ///   ``VerificationError/kitFolderFailed(_:errorNumber:)``.
    package func kit() throws(VerificationError) -> Kit? {
        guard let folder = try OpenFolder.existing(path) else { return nil }
        try folder.lock(exclusively: false)
        guard let bytes = try file(in: folder) else { return nil }
        return try pin.kit(bytes)
    }

    /// The highest number of a kit that was ever held; zero if none was.
    ///
    /// - Throws: ``VerificationError/kitCounterDamaged(_:)``; as ``kit()``.
    package func highestSequence() throws(VerificationError) -> UInt64 {
        guard let folder = try OpenFolder.existing(path) else { return 0 }
        try folder.lock(exclusively: false)
        return try highest(in: folder)
    }

    /// Takes a kit in the place of the one held.
    ///
    /// - Parameters:
    ///   - bytes: The kit's file.
    ///   - time: The till's clock.
    /// - Returns: The kit, which is on the disk.
    /// - Throws: As ``KitPin/newKit(_:above:at:)``; as ``highestSequence()``. The kit that was held
    ///   is held still, unless the disk failed in the last step.
    package func take(
        _ bytes: [UInt8], at time: Timestamp
    ) throws(VerificationError) -> Kit {
        let folder = try OpenFolder.making(path)
        try folder.lock(exclusively: true)
        return try take(bytes, in: folder, at: time)
    }

    /// Takes the changes from the kit held to a later one.
    ///
    /// - Parameters:
    ///   - delta: The changes.
    ///   - time: The till's clock.
    /// - Returns: The later kit, which is on the disk.
    /// - Throws: ``VerificationError/kitDeltaMismatch(held:base:)`` if they belong to another kit;
    ///   as ``take(_:at:)``.
    package func take(
        delta: [UInt8], at time: Timestamp
    ) throws(VerificationError) -> Kit {
        let folder = try OpenFolder.making(path)
        try folder.lock(exclusively: true)
        guard let base = try file(in: folder) else {
            let base = try KitDelta.base(of: delta, from: pin.publicKey)
            throw .kitDeltaMismatch(held: nil, base: base)
        }
        return try take(
            KitDelta.applied(delta, to: base, from: pin.publicKey), in: folder, at: time)
    }

    // MARK: Steps

    private func take(
        _ bytes: [UInt8], in folder: borrowing OpenFolder, at time: Timestamp
    ) throws(VerificationError) -> Kit {
        let kit = try pin.newKit(bytes, above: try highest(in: folder), at: time)
        try folder.replace(KitFolder.kitName, with: bytes, before)
        let counter = KitCounter(highest: kit.edition.sequence)
        try folder.replace(KitFolder.counterName, with: counter.bytes, before)
        return kit
    }

    private func file(in folder: borrowing OpenFolder) throws(VerificationError) -> [UInt8]? {
        try folder.contents(of: KitFolder.kitName, most: KitFolder.mostByteCount)
    }

    private func highest(in folder: borrowing OpenFolder) throws(VerificationError) -> UInt64 {
        var highest: UInt64 = 0
        let name = KitFolder.counterName
        if let bytes = try folder.contents(of: name, most: 4_096) {
            guard let counter = KitCounter(bytes) else {
                throw .kitCounterDamaged("\(path)/\(name)")
            }
            highest = counter.highest
        }
        // A crash may have come between kit and counter. A kit that is not this till's, or not
        // whole, counts nothing; it can be replaced.
        if let bytes = try file(in: folder), let kit = try? pin.kit(bytes) {
            highest = max(highest, kit.edition.sequence)
        }
        return highest
    }
}

/// What is done to the folder of a kit, in order; once for the kit and once for the number.
package enum KitFolderStep: Hashable, Sendable, CaseIterable {
    /// What an earlier attempt left is removed.
    case clear
    /// The new file is made, still empty.
    case create
    /// The first half is written.
    case writeHalf
    /// The rest is written.
    case writeRest
    /// The new file is waited for.
    case synchronize
    /// The new file takes the place of the old one.
    case rename
    /// The new name is waited for.
    case synchronizeFolder
}

/// The file that remembers the highest number of a kit.
private struct KitCounter {
    let highest: UInt64

    private static let magic = Array("TZSEQ".utf8) + [KitSeal.version]

    init(highest: UInt64) { self.highest = highest }

    /// Magic, version, the number in eight bytes, SHA-256 over all of it.
    var bytes: [UInt8] {
        var out = KitWriter()
        out.bytes = KitCounter.magic
        out.number(Int(highest), 8)
        return out.bytes + Digest.sha256(out.bytes)
    }

    init?(_ bytes: [UInt8]) {
        guard bytes.count == 46 else { return nil }
        highest = bytes[6..<14].reduce(0) { $0 << 8 | UInt64($1) }
        guard highest <= UInt64(Int64.max), bytes == self.bytes else { return nil }
    }
}
