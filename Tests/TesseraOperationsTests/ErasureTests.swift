import Foundation
import Testing
import TesseraJournal
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraTestSupport

/// Members who want to be forgotten: R11, F42, M53.
struct ErasureTests {
    private let needles = ["Anastasia Popescu", "anastasia@example.org", "1990-04-12", "oat-milk"]

    private func shop(_ store: Store) async throws -> (desk: Desk, member: Member) {
        let desk = try await Desk(store)
        try await desk.publish(Desk.programme)
        let member = try await desk.member("Anastasia Popescu", "anastasia@example.org")
        var change = ProfileChange()
        change.birthday = .some(Birthday(text: "1990-04-12"))
        change.consents = [.preferences]
        change.preferences = ["drink": "oat-milk"]
        try await desk.counter.edit(member.number, change)
        try await desk.happens(.enrolment, to: member.number)
        try await desk.visits(3, of: member.number)
        return (desk, member)
    }

    /// Whatever stands in the files of a book and in its journal, as bytes.
    private func everything(_ desk: Desk) async throws -> [Data] {
        let text = Collected()
        try await desk.book.ledger.export { text.add("\($0)") }
        var found = [Data(text.text.utf8)]
        guard let folder = desk.book.folder else { return found }
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            found.append(try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(name)")))
        }
        return found
    }

    private final class Collected: @unchecked Sendable {
        // Written by one export after the other.
        private(set) var text = ""
        func add(_ more: String) { text += more }
    }

    // F42
    @Test(arguments: Store.available)
    func `no file has the name or the address, before and after`(store: Store) async throws {
        let (desk, member) = try await shop(store)
        for phase in ["before", "after"] {
            for bytes in try await everything(desk) {
                for needle in needles {
                    #expect(bytes.range(of: Data(needle.utf8)) == nil, "\(needle) \(phase)")
                }
            }
            guard phase == "before" else { break }
            _ = try await desk.counter.erase(
                member.number, reason: "asked", operation: desk.ids.next())
        }
        let kept = try #require(member.profile)
        for bytes in try await everything(desk.reopened()) {
            #expect(bytes.range(of: Data(kept.key)) == nil)
            #expect(bytes.range(of: Data(kept.box)) == nil)
        }
    }

    @Test(arguments: Store.available)
    func `totals stay, the audit is green and the name is gone`(store: Store) async throws {
        let (desk, member) = try await shop(store)
        let balances = try await desk.book.ledger.balances()

        let erased = try await desk.counter.erase(
            member.number, reason: "asked", operation: desk.ids.next())

        #expect(erased.members == [member.number])
        let later = try await desk.reopened()
        #expect(try await later.book.ledger.balances() == balances)
        #expect(try await later.book.ledger.audit().findings == [])
        let known = try await later.book.ledger.member(member.number)
        #expect(try later.counter.profile(of: known) == nil)
        #expect(try await later.points(of: member.number) == 5)
    }

    @Test(arguments: Store.available)
    func `an event of somebody who was erased is refused`(store: Store) async throws {
        let (desk, member) = try await shop(store)
        _ = try await desk.counter.erase(
            member.number, reason: "asked", operation: desk.ids.next())
        let gone = LedgerError.memberErased(member.number, at: Sample.noon)

        await #expect(throws: gone) { try await desk.happens(.visit, to: member.number) }
        let other = try await desk.member("Bo", "bo@example.org")
        await #expect(throws: gone) {
            try await desk.happens(.merge, to: other.number) { $0.merged = member.number }
        }
        await #expect(throws: gone) {
            try await desk.counter.edit(member.number, ProfileChange())
        }
        await #expect(throws: gone) {
            try await desk.counter.erase(
                member.number, reason: "again", operation: desk.ids.next())
        }
        #expect(try await desk.book.ledger.audit().findings == [])
    }

    @Test func `cards that became the member's are erased with the member`() async throws {
        let (desk, member) = try await shop(.inMemory)
        let card = try await desk.member("A. P.", "")
        try await desk.happens(.merge, to: member.number) { $0.merged = card.number }
        let operation = desk.ids.next()

        let erased = try await desk.counter.erase(
            member.number, reason: "asked", operation: operation)

        #expect(erased.members == [member.number, card.number])
        #expect(try await desk.book.ledger.member(card.number).profile == nil)
        let again = try await desk.counter.erase(
            member.number, reason: "asked", operation: operation)
        #expect(again.isReplay)
        #expect(again.members == erased.members)
    }

    // M45: nobody is greeted who is gone.
    @Test func `nothing becomes due for somebody who was erased`() async throws {
        let (desk, member) = try await shop(.inMemory)
        _ = try await desk.counter.erase(
            member.number, reason: "asked", operation: desk.ids.next())

        desk.set("2027-04-13T10:00:00Z")
        #expect(try await desk.counter.recordDue().recorded.isEmpty)
    }

    // R8: the journal says it, so a book made from it says it too.
    @Test(arguments: Store.available)
    func `a book made from the journal has forgotten as well`(store: Store) async throws {
        let (desk, member) = try await shop(store)
        _ = try await desk.counter.erase(
            member.number, reason: "asked", operation: desk.ids.next())
        _ = try await Sealer(ledger: desk.book.ledger).seal()

        let copy = try await store.open()
        _ = try await JournalReplay(into: copy.ledger).run(from: desk.book.ledger) { _ in }

        let known = try await copy.ledger.member(member.number)
        #expect(known.profile == nil)
        #expect(known.erasedAt == Sample.noon)
        #expect(try await copy.ledger.audit().findings == [])
    }

    // F42: an older copy of the book still has the person, until the journal is asked.
    @Test func `a restored book erases again whom the journal erased`() async throws {
        let (desk, member) = try await shop(.inMemory)
        let other = try await desk.member("Bo", "bo@example.org")
        _ = try await Sealer(ledger: desk.book.ledger).seal()
        let copy = try await Store.inMemory.open()
        _ = try await JournalReplay(into: copy.ledger).run(from: desk.book.ledger) { _ in }
        let operation = desk.ids.next()
        let restored = try Counter(
            ledger: copy.ledger, keys: desk.keys, settings: desk.settings, clock: desk.clock,
            chance: SeededChance(seed: 1), profiles: Desk.vault(seed: 1))
        #expect(
            try restored.profile(of: try await copy.ledger.member(member.number))?.name
                == "Anastasia Popescu")

        let unknown = try #require(MemberNumber(0xFF_FFFF_FFFF))
        let erasures = [
            (operation: operation, member: member.number, reason: "asked"),
            (operation: desk.ids.next(), member: unknown, reason: "asked"),
        ]
        #expect(try await restored.eraseAgain(erasures) == [member.number])
        #expect(try await restored.eraseAgain(erasures).isEmpty)

        #expect(try await copy.ledger.member(member.number).profile == nil)
        #expect(try await copy.ledger.member(other.number).profile != nil)
        #expect(try await copy.ledger.audit().findings == [])
    }
}
