import TesseraLedger
import TesseraModel

/// What a till did without a network, on its disk.
///
/// 1  A record is on the disk before ``append(_:kit:at:_:)`` returns, so whatever was accepted is
///    here after any crash.
/// 2  Records are numbered without gaps and each names the hash of the one before, so nothing can
///    be taken out or changed unseen.
/// 3  What was cut off within its last record was never accepted, and is dropped; anything else
///    that is not as it was written is named and nothing is dropped.
/// 4  Files whose records the issuer has may go; the next one goes on from their last hash.
///
/// Whoever opens a log holds the folder's ``TillLock``.
/// - Source: L14; F23.
package final class ClaimLog {
    /// How many records a file has at most.
    package static let segmentRecordCount = 10_000

    /// What was cut off when the log was opened; `nil` if it ended with a record.
    package private(set) var tornEnd: TornEnd?
    /// The number of the first record there is, or of the next one if there is none.
    package var first: Int64 { segments.first?.first ?? next }
    /// The number that the next record gets.
    package private(set) var next: Int64 = 1
    /// The hash of the last record.
    package private(set) var head = ClaimHash.beginning
    /// The time of the last record that is there; `nil` if there is none.
    package private(set) var lastTime: Timestamp?

    private let folder: TillFolder
    private let owner: LogOwner
    private let segmentRecordCount: Int64
    private var segments: [LogSegment] = []
    private var file: TillFile?
    private var fileByteCount = 0
    private var hasFailed = false

    /// Opens the log of a pairing, or begins it.
    ///
    /// - Parameters:
    ///   - folder: A folder of its own; made if it is not there.
    ///   - device: Whose log it is.
    ///   - epoch: Of which pairing.
    ///   - key: The pairing's key.
    ///   - segmentRecordCount: How many records a file has at most.
    ///   - visit: Is given every record there is, in order.
    /// - Throws: ``ClaimError/logDamaged(record:_:)`` with the first record that is not as it was
    ///   written; ``ClaimError/newer(_:version:)``; what the system refuses.
    package init(
        _ folder: TillFolder, device: TillID, epoch: UInt32, key: DeviceKey,
        segmentRecordCount: Int = ClaimLog.segmentRecordCount,
        visit: (LoggedClaim) -> Void
    ) throws(ClaimError) {
        precondition(segmentRecordCount >= 1)
        self.folder = folder
        self.segmentRecordCount = Int64(segmentRecordCount)
        owner = LogOwner(device: device, epoch: epoch, key: key)
        try folder.make()
        let starts = try folder.names().compactMap(LogSegment.first(inName:))
        for (index, start) in starts.enumerated() {
            try open(start, isLast: index == starts.count - 1, visit)
        }
    }

    /// Opens one file and goes through its records.
    private func open(
        _ start: Int64, isLast: Bool, _ visit: (LoggedClaim) -> Void
    ) throws(ClaimError) {
        let path = "\(folder.path)/\(LogSegment.name(start))"
        let file = try TillFile(path, for: .appending)
        let bytes = try file.contents()
        let (segment, headerByteCount) = try LogSegment.read(bytes, first: start, owner)
        if segments.isEmpty {
            next = start
            head = segment.previous
            guard start > 1 || head == .beginning else {
                throw .logDamaged(record: start, .chain)
            }
        }
        guard start == next else { throw .logDamaged(record: next, .missing) }
        guard segment.previous == head else { throw .logDamaged(record: start, .chain) }
        segments.append(segment)
        let end = try read(bytes, from: headerByteCount, isLast: isLast, visit)
        if end < bytes.count {
            tornEnd = TornEnd(sequence: next, byteCount: bytes.count - end)
            try file.cut(to: end)
            try file.sync()
        }
        guard isLast else { return }
        self.file = file
        fileByteCount = end
    }

    /// Reads the records of a file.
    ///
    /// - Returns: Where the last whole one ends.
    private func read(
        _ bytes: [UInt8], from start: Int, isLast: Bool, _ visit: (LoggedClaim) -> Void
    ) throws(ClaimError) -> Int {
        var offset = start
        do throws(ClaimFault) {
            while true {
                switch try LogSegment.next(in: bytes, at: offset) {
                case .end: return offset
                case .torn:
                    guard isLast else { throw .cut }
                    return offset
                case .record(let record):
                    let claim = try believed(record)
                    offset += 4 + record.count
                    next += 1
                    head = claim.hash
                    lastTime = claim.record.occurredAt
                    visit(claim)
                }
            }
        } catch {
            if isLast, LogSegment.endsInZeros(bytes, from: offset) { return offset }
            throw .logDamaged(record: next, error)
        }
    }

    /// A record that is the next of this log.
    private func believed(_ bytes: ArraySlice<UInt8>) throws(ClaimFault) -> LoggedClaim {
        let claim = try LoggedClaim(bytes)
        guard claim.isAuthentic(under: owner.key) else { throw .mac }
        let record = claim.record
        guard record.device == owner.device, record.epoch == owner.epoch else { throw .owner }
        guard record.sequence == next, record.previous == head else { throw .chain }
        return claim
    }

    /// Writes a record behind the last one; it is on the disk when this returns.
    ///
    /// - Parameters:
    ///   - id: The claim's id.
    ///   - kit: The number of the kit it was decided with.
    ///   - time: When it was done.
    ///   - worker: Who worked there; `nil` if nobody is named.
    ///   - act: What was done.
    /// - Returns: The record as it stands in the log.
    /// - Throws: ``ClaimError/diskFull`` and other refusals of the system, after which nothing was
    ///   recorded; ``ClaimError/logFailed`` if the disk does not say whether it was, after which
    ///   this log takes nothing more.
    package func append(
        _ id: OperationID, kit: Int64, at time: Timestamp, by worker: OperatorID? = nil,
        _ act: ClaimRecord.Act
    ) throws(ClaimError) -> LoggedClaim {
        guard !hasFailed else { throw .logFailed }
        let claim = LoggedClaim(
            ClaimRecord(
                id: id, device: owner.device, epoch: owner.epoch, sequence: next,
                previous: head, kit: kit, occurredAt: time, act: act,
                operator: worker),
            key: owner.key)
        let file = try fileForNext()
        let frame = LogSegment.frame(claim.bytes)
        do throws(ClaimError) {
            try file.write(frame, at: fileByteCount)
        } catch {
            // What was written of it must not stand before the next record.
            hasFailed = true
            try file.cut(to: fileByteCount)
            hasFailed = false
            throw error
        }
        // After a sync that failed nobody knows what the disk has, so nothing more is written: L8.
        hasFailed = true
        try file.sync()
        hasFailed = false
        fileByteCount += frame.count
        next += 1
        head = claim.hash
        lastTime = time
        return claim
    }

    /// The file that the next record goes to; a new one when there is none or the last one is full.
    private func fileForNext() throws(ClaimError) -> TillFile {
        if let file, let last = segments.last, next - last.first < segmentRecordCount {
            return file
        }
        let segment = LogSegment(first: next, previous: head)
        let header = segment.header(owner)
        try folder.put(header, as: segment.name)
        let made = try TillFile("\(folder.path)/\(segment.name)", for: .appending)
        segments.append(segment)
        file = made
        fileByteCount = header.count
        return made
    }

    /// The records from a number on, in order.
    ///
    /// - Parameters:
    ///   - sequence: The first one wanted; the first there is, if that is higher.
    ///   - most: At most so many.
    /// - Returns: None beyond the last record.
    /// - Throws: ``ClaimError/logDamaged(record:_:)``; what the system refuses.
    package func claims(
        from sequence: Int64, most: Int = .max
    ) throws(ClaimError) -> [LoggedClaim] {
        var found: [LoggedClaim] = []
        for (index, segment) in segments.enumerated() {
            let end = index + 1 < segments.count ? segments[index + 1].first : next
            guard end > sequence, found.count < most else { continue }
            var number = segment.first
            do throws(ClaimFault) {
                guard let bytes = try? folder.contents(of: segment.name) else { throw .missing }
                var offset = segment.header(owner).count
                while number < end, found.count < most,
                    case .record(let record) = try LogSegment.next(in: bytes, at: offset)
                {
                    offset += 4 + record.count
                    number += 1
                    if number > sequence { found.append(try LoggedClaim(record)) }
                }
            } catch { throw .logDamaged(record: number, error) }
        }
        return found
    }

    /// Takes files out of the log all of whose records the issuer has and that are old enough.
    ///
    /// The last file stays, so the log always knows what its next record follows.
    ///
    /// - Parameters:
    ///   - sequence: The issuer has everything up to this number.
    ///   - time: Records from this time on stay.
    /// - Throws: What the system refuses, as ``ClaimError``.
    package func prune(through sequence: Int64, before time: Timestamp) throws(ClaimError) {
        while segments.count > 1, segments[1].first - 1 <= sequence,
            let last = try claims(from: segments[1].first - 1, most: 1).first,
            last.record.occurredAt < time
        {
            try folder.remove(segments[0].name)
            segments.removeFirst()
        }
        try folder.sync()
    }
}
