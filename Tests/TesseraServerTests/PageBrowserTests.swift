import Testing

/// The pages in a browser: what people see and do, in every language, light and width.
@Suite(
    .serialized,
    .enabled(
        if: PageScene.hasBrowser,
        "no browser: apt-get install chromium, and run Tests/Tools/install-readers.sh"))
struct PageBrowserTests {
    @Test
    func `the front door and signing in are for everybody`() async throws {
        let scene = try await PageScene()
        try await scene.look(
            "door", ["ida-1", PageScene.password, "ana-7", PageScene.pin, "till-7"])
        try await scene.end()
    }

    @Test
    func `amounts and days are written and read as each language does`() async throws {
        let scene = try await PageScene()
        try await scene.look("amounts", [])
        try await scene.end()
    }

    @Test
    func `a cashier scans, types, takes, puts back and sells, whatever the keyboard`()
        async throws
    {
        let scene = try await PageScene()
        try await scene.look("cashier", [PageScene.password, PageScene.pin, scene.service.key])
        try await scene.end()
    }

    @Test
    func `a code that the camera sees for five seconds is one redemption`() async throws {
        let scene = try await PageScene()
        try await scene.look("camera", [PageScene.password, scene.service.key])
        try await scene.end()
    }

    @Test
    func `while the service is away the page says so, and what was meant happens once`()
        async throws
    {
        let scene = try await PageScene()
        try await scene.look("away", [PageScene.password, scene.service.key])
        try await scene.end()
    }

    @Test
    func `the office issues, finds, changes and issues many vouchers`() async throws {
        let scene = try await PageScene()
        try await scene.appointOffice()
        try await scene.look(
            "admin_vouchers", ["ida-1", "ira-2", "eva-1", PageScene.password])
        try await scene.end()
    }

    @Test
    func `the office enrols, merges, exports and erases members`() async throws {
        let scene = try await PageScene()
        try await scene.look("admin_members", ["ida-1", PageScene.password])
        try await scene.end()
    }
}

extension PageScene {
    /// A second admin, `ira-2`, and a policy that wants two persons above 50.00.
    fileprivate func appointOffice() async throws {
        let said = try await service.say(
            """
            set -e
            tessera operator add ira-2 --role admin
            tessera operator password ira-2 --password-file password
            echo 'programme: harbour' > p.yaml
            echo 'policy: { second_person_above: { adjust: 50.00 } }' >> p.yaml
            tessera campaign publish p.yaml
            """)
        #expect(said.status == 0, "\(said.text)")
    }
}
