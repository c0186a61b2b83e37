import Testing

// The office's work in a browser, with the other pages because one browser at a time is enough.
extension PageBrowserTests {
    @Test
    func `the office publishes, pairs, gives keys out, reports and has the book looked through`()
        async throws
    {
        let scene = try await PageScene(publishes: false)
        let said = try await scene.look(
            "office_work", ["ida-1", "eva-1", PageScene.password, scene.service.key])
        #expect(said.hasSuffix("office_work: well\n"), "\(said)")
        try await scene.end()
    }
}
