import Foundation
import TesseraLoyalty
import TesseraModel
import Testing

struct LoserProofTests {
    private let record: DrawRecord
    private let winners: [Winner]

    init() throws {
        record = try DrawSample.record(try DrawSample.raffle())
        winners = try #require(record.result).winners
    }

    private func proof(_ number: UInt64) throws -> LoserProof {
        LoserProof(for: try #require(MemberNumber(number)), in: record, digest: standIn)
    }

    private func problems(_ proof: LoserProof) -> [DrawProblem] {
        proof.problems(against: record.closed, winners: winners, digest: standIn)
    }

    @Test func `who lost can see that all tickets were in the list, and a winner has won`() throws {
        let won = Set(winners.map(\.member))
        for number in stride(from: UInt64(2), through: 300, by: 6) {
            let proof = try proof(number)
            let expected = winners.filter { $0.member.number == number }.map(DrawProblem.hasWon)
            #expect(problems(proof) == expected)
            #expect(!proof.runs.isEmpty)
            #expect(won.contains(proof.member) == !expected.isEmpty)
        }
    }

    @Test(arguments: 1...17)
    func `each leaf of a tree of any size is reached by its path alone`(size: Int) throws {
        let runs = Array(try DrawSample.raffle().prefix(size))
        let tree = TicketTree(of: runs, digest: standIn)

        for index in runs.indices {
            let path = tree.path(to: index)
            for other in runs.indices {
                let root = TicketTree.root(
                    over: runs[index], at: other, of: size, path: path, digest: standIn)
                #expect((root == tree.root) == (other == index))
            }
            #expect(
                TicketTree.root(
                    over: runs[index], at: index, of: size, path: path + [tree.root],
                    digest: standIn) == nil)
        }
    }

    @Test func `a changed run, another place and a cut path prove nothing`() throws {
        let sound = try proof(5)
        let proven = try #require(sound.runs.first)
        let more = TicketRun(
            member: proven.run.member, operation: proven.run.operation,
            first: proven.run.first, count: proven.run.count + 1)
        let bad = [
            LoserProof.ProvenRun(run: more, index: proven.index, path: proven.path),
            LoserProof.ProvenRun(run: proven.run, index: proven.index + 1, path: proven.path),
            LoserProof.ProvenRun(run: proven.run, index: -1, path: proven.path),
            LoserProof.ProvenRun(
                run: proven.run, index: proven.index, path: proven.path.dropLast()),
        ]

        for run in bad {
            let changed = LoserProof(
                draw: sound.draw, member: sound.member, runCount: sound.runCount, runs: [run])
            #expect(problems(changed) == [.notInList(run: 1)])
        }
    }

    @Test func `a proof for another draw or of another member is none`() throws {
        let sound = try proof(5)
        let other = try #require(MemberNumber(6))
        let changed = LoserProof(
            draw: "autumn", member: other, runCount: sound.runCount, runs: [sound.runs[0]])
        let empty = LoserProof(
            draw: "spring-raffle", member: other, runCount: sound.runCount, runs: [])

        #expect(
            problems(changed) == [
                .proofOfAnotherDraw(closed: "spring-raffle", proven: "autumn"),
                .proofOfAnotherMember(run: 1, sound.member),
            ])
        #expect(problems(empty) == [.nothingProven(other)])
    }

    @Test func `numbers that nobody can count to prove nothing and are no crash`() throws {
        let sound = try proof(5)
        let run = TicketRun(
            member: sound.member, operation: sound.runs[0].run.operation, first: Int64.min,
            count: Int64.min, void: 1)
        let changed = LoserProof(
            draw: sound.draw, member: sound.member, runCount: Int.max,
            runs: [LoserProof.ProvenRun(run: run, index: Int.max - 1, path: [])])

        #expect(problems(changed) == [.notInList(run: 1)])
    }

    @Test func `a prize that somebody else got for the member's ticket is named`() throws {
        let proof = try proof(104)
        let stolen = Winner(place: 1, ticket: 2_422, member: try #require(MemberNumber(9)))

        #expect(
            proof.problems(against: record.closed, winners: [stolen], digest: standIn)
                == [.ticketOfAnother(stolen)])
    }

    @Test func `a proof reads back from its file`() throws {
        let proof = try proof(5)

        let data = try JSONEncoder().encode(proof)

        #expect(try JSONDecoder().decode(LoserProof.self, from: data) == proof)
    }
}
