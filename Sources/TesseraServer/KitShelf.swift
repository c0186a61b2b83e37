import Synchronization
import TesseraModel
import TesseraOperations

/// The kits that went out lately: a download that broke goes on, and a till gets the changes alone.
///
/// In memory and nowhere else, because kits may hold leaves. What is forgotten, also by a restart,
/// costs a till one whole kit.
final class KitShelf: Sendable {
    /// Whose kits they are.
    struct Place: Hashable, Sendable {
        let acceptor: ShopID
        /// `nil` for any till of the acceptor.
        let device: TillID?
    }

    private struct Shelf {
        var kits: [Place: [MadeKit]] = [:]
        var byteCount = 0

        // Whose kit was made first.
        var oldest: Place? {
            kits.min { $0.value[0].mark.issuedAt < $1.value[0].mark.issuedAt }?.key
        }

        mutating func forget(first place: Place) {
            guard var held = kits[place], !held.isEmpty else { return }
            byteCount -= held.removeFirst().file.count
            kits[place] = held.isEmpty ? nil : held
        }
    }

    private let shelf = Mutex(Shelf())
    private let mostByteCount: Int
    /// The newest and the one before: the till may have lost the answer with the newest.
    private static let perPlace = 2

    /// An empty shelf.
    ///
    /// - Parameter mostByteCount: How much it holds before the oldest are forgotten; a kit for a
    ///   million vouchers has about 260 kB.
    init(mostByteCount: Int = 64 << 20) { self.mostByteCount = mostByteCount }

    /// Keeps a kit that goes out.
    func keep(_ made: MadeKit, for place: Place) {
        shelf.withLock { shelf in
            shelf.kits[place, default: []].append(made)
            shelf.byteCount += made.file.count
            if shelf.kits[place, default: []].count > KitShelf.perPlace {
                shelf.forget(first: place)
            }
            while shelf.byteCount > mostByteCount, let oldest = shelf.oldest {
                shelf.forget(first: oldest)
            }
        }
    }

    /// The kit with a mark, if it is remembered.
    func kit(_ mark: KitMark, of place: Place) -> MadeKit? {
        shelf.withLock { shelf in shelf.kits[place]?.first { $0.mark == mark } }
    }
}
