import Testing

// The office's vouchers and members, with the other pages because one browser at a time is enough.
extension PageBrowserTests {
    @Test
    func `the office issues, finds, changes and issues many vouchers`() async throws {
        let scene = try await PageScene()
        let made = try await scene.service.say(
            """
            set -e
            tessera operator add ira-2 --role admin
            tessera operator password ira-2 --password-file password
            echo 'programme: harbour' > p.yaml
            echo 'policy: { second_person_above: { adjust: 50.00 } }' >> p.yaml
            tessera campaign publish p.yaml
            """)
        #expect(made.status == 0, "\(made.text)")
        let said = try await scene.look(
            "admin_vouchers", ["ida-1", "ira-2", "eva-1", PageScene.password])
        #expect(said.hasSuffix("admin_vouchers: well\n"), "\(said)")
        try await scene.end()
    }

    @Test
    func `the office enrols, merges, exports and erases members`() async throws {
        let scene = try await PageScene()
        let said = try await scene.look("admin_members", ["ida-1", PageScene.password])
        #expect(said.hasSuffix("admin_members: well\n"), "\(said)")
        try await scene.end()
    }
}
