import TesseraLoyalty
import TesseraModel
import Testing

struct DueEventTests {
    private typealias Scene = JudgeScene

    private let visits = EventFilter(kinds: [.visit])

    private func scene(_ rule: Rule, policy: Policy = Policy()) throws -> Scene {
        var scene = Scene(
            try Scene.programme(
                [Scene.campaign("due", rule)], assets: [Scene.asset("points")], policy: policy))
        scene.joinedAt[1] = Timestamp(rfc3339: "2026-01-10T12:00:00Z")
        return scene
    }

    private func due(
        _ scene: Scene, at time: String, birthday: (month: Int, day: Int)? = nil
    ) throws -> [DueEvent] {
        Judge.due(
            for: try scene.view(1), birthday: birthday, programme: scene.programme,
            zone: scene.zone, now: try #require(Timestamp(rfc3339: "\(time)Z")))
    }

    private func record(_ events: [DueEvent], in scene: inout Scene) throws -> [Decision] {
        try events.map { event in
            try scene.tell(event.kind, of: 1, at: String(event.dueAt.rfc3339.dropLast())) {
                $0.occasion = event.occasion
                $0.about = event.about
            }
        }
    }

    private let note = Effect.notify(Message(template: "note"))

    @Test
    func `M45 who was born on 29 February has a day in every year, and it comes once`() throws {
        let terms = IssueTerms(
            promise: .gift(500), lifetime: .days(30), isBound: true, label: "Birthday")
        var scene = try scene(
            Rule(
                id: "gift", on: [.date], trigger: .birthday(minute: 540),
                effects: [.issue(terms, to: .member)]))
        scene.zone = IssuerZone(
            name: "Europe/Bucharest", first: .init(fromSeconds: 0, offsetSeconds: 7_200), later: [])
        let birthday = (month: 2, day: 29)
        #expect(try due(scene, at: "2026-02-28T06:59:59", birthday: birthday) == [])
        let late = try due(scene, at: "2027-02-28T07:00:00", birthday: birthday)
        #expect(
            late.map(\.key) == ["due/gift|mem_1|2026-02-28", "due/gift|mem_1|2027-02-28"])
        #expect(late[1].dueAt == Timestamp(rfc3339: "2027-02-28T07:00:00Z"))
        let decisions = try record(late, in: &scene)
        #expect(decisions.map(\.receipt) == [["Birthday"], ["Birthday"]])
        #expect(try due(scene, at: "2027-02-28T07:00:00", birthday: birthday) == [])
        #expect(try due(scene, at: "2028-02-29T07:00:00", birthday: birthday).count == 1)
    }

    @Test
    func `the day of joining comes back every year and not on the day itself`() throws {
        let scene = try scene(
            Rule(id: "year", on: [.date], trigger: .anniversary(minute: 800), effects: [note]))
        #expect(try due(scene, at: "2027-01-10T13:19:00") == [])
        #expect(
            try due(scene, at: "2027-01-10T13:20:00").map(\.key) == ["due/year|mem_1|2027-01-10"])
    }

    @Test
    func `M46 a notice comes fourteen days before points expire, once and not at night`() throws {
        var policy = Policy()
        policy.quiet = (from: 1_320, to: 480)
        var scene = try scene(
            Rule(
                id: "notice", on: [.date],
                trigger: .expiry(asset: "points", days: 14, minute: 0), effects: [note]),
            policy: policy)
        scene.put(300, "points", to: 1, last: "2026-06-30")
        #expect(try due(scene, at: "2026-06-15T23:59:59") == [])
        let events = try due(scene, at: "2026-06-20T03:00:00")
        #expect(events.map(\.key) == ["due/notice|mem_1|2026-06-16"])
        let decisions = try record(events, in: &scene)
        let member = try #require(MemberNumber(1))
        let morning = try #require(Timestamp(rfc3339: "2026-06-16T08:00:00Z"))
        #expect(
            decisions[0].grants.map(\.act)
                == [.notify(member, Message(template: "note"), notBefore: morning)])
        #expect(try due(scene, at: "2026-06-21T03:00:00") == [])
    }

    @Test
    func `M41 a survey follows seven days after a purchase, and one in thirty days`() throws {
        var scene = try scene(
            Rule(
                id: "survey", on: [.date], trigger: .after(.purchase, days: 7, minute: 600),
                limits: [
                    LimitRule(keys: [.member], period: .rolling(days: 30), most: .times(1))
                ], effects: [note]))
        let basket = try Scene.basket(Scene.line(100))
        try scene.tell(.purchase, of: 1, at: "2026-03-01T15:00:00") { $0.basket = basket }
        try scene.tell(.purchase, of: 1, at: "2026-03-09T15:00:00") { $0.basket = basket }
        try scene.tell(.purchase, of: 1, at: "2026-03-31T15:00:00") { $0.basket = basket }
        let events = try due(scene, at: "2026-04-30T00:00:00")
        #expect(events.map(\.about) == [1, 2, 3].map(scene.operation))
        let decisions = try record(events, in: &scene)
        #expect(decisions.map(\.grants.count) == [1, 0, 1])
        #expect(decisions.flatMap(\.tallies) == [])
        #expect(try due(scene, at: "2026-04-30T00:00:00") == [])
    }

    @Test
    func `M47 a weekly guest is missed on the sixteenth day, and not if back on the fifteenth`()
        throws
    {
        var scene = try scene(
            Rule(
                id: "miss", on: [.inactivity],
                trigger: .lateness(visits, percent: 228, floorDays: 1, minute: 600),
                effects: [note]))
        for day in ["02-01", "02-08", "02-15", "02-22"] {
            try scene.tell(.visit, of: 1, at: "2026-\(day)T12:00:00")
        }
        #expect(try due(scene, at: "2026-03-10T09:59:59") == [])
        let missed = try due(scene, at: "2026-03-10T10:00:00")
        #expect(missed.map(\.key) == ["due/miss|mem_1|2026-03-10"])
        #expect(missed.map(\.kind) == [.inactivity])
        // Looked at a month later it is the same one event.
        #expect(try due(scene, at: "2026-04-10T10:00:00") == missed)
        var back = scene
        try back.tell(.visit, of: 1, at: "2026-03-09T12:00:00")
        #expect(try due(back, at: "2026-03-20T00:00:00") == [])
        #expect(try record(missed, in: &scene).map(\.grants.count) == [1])
        #expect(try due(scene, at: "2026-05-10T10:00:00") == [])
    }

    @Test
    func `M44 three times the own rhythm counts, which is thirty days at least`() throws {
        var scene = try scene(
            Rule(
                id: "back", on: [.inactivity],
                trigger: .lateness(visits, percent: 300, floorDays: 30, minute: 0),
                condition: .compare(.lateness(visits, floorDays: 30), .atLeast, 300),
                effects: [note]))
        for day in ["2026-01-11", "2026-01-13", "2026-01-20"] {
            try scene.tell(.visit, of: 1, at: "\(day)T12:00:00")
        }
        #expect(try due(scene, at: "2026-04-19T23:59:59") == [])
        let events = try due(scene, at: "2026-04-20T00:00:00")
        #expect(events.map(\.key) == ["due/back|mem_1|2026-04-20"])
        #expect(try record(events, in: &scene).map(\.grants.count) == [1])
    }

    @Test
    func `nothing is due before joining or longer ago than four hundred days`() throws {
        var scene = try scene(
            Rule(id: "gift", on: [.date], trigger: .birthday(minute: 0), effects: [note]))
        let birthday = (month: 1, day: 10)
        // The birthday of the day of joining began before the member did.
        #expect(try due(scene, at: "2026-12-31T00:00:00", birthday: birthday) == [])
        scene.joinedAt[1] = Timestamp(rfc3339: "2020-01-01T00:00:00Z")
        #expect(
            try due(scene, at: "2026-12-31T00:00:00", birthday: birthday).map(\.key)
                == ["due/gift|mem_1|2026-01-10"])
        #expect(
            try due(scene, at: "2027-02-14T00:00:00", birthday: birthday).count == 2)
        #expect(
            try due(scene, at: "2027-02-15T00:00:00", birthday: birthday).count == 1)
    }
}
