import Testing

/// A real process, really killed (SIGKILL), and started again on the same directories.
@Suite struct KillTests {
    static let articles = 4
    /// Steps that the probe reports: four before the first article, one for each.
    static let steps = 4 + articles

    @Test(arguments: 0...steps)
    func aKillAfterAnyStepLosesAndDoublesNothing(step: Int) throws {
        let runs = try ProbeRuns(articles: Self.articles)
        let killed = try runs.start()
        try killed.read(step)
        killed.kill()
        try runs.expectComplete()
    }

    @Test func killsOneAfterTheOtherDoNotEither() throws {
        let runs = try ProbeRuns(articles: Self.articles)
        for step in 0..<12 {
            let killed = try runs.start()
            try killed.read(step % 5 + 1)
            killed.kill()
        }
        try runs.expectComplete()
    }
}
