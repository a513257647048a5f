import Foundation
import Ledger
import Testing

@testable import Delivery

/// A crash after every step of a delivery, and the next start with a fresh ledger and store on the same directories.
@Suite struct RecoveryTests {
    enum Step: CaseIterable {
        case discovered, oneFileStaged, staged, intended, directoriesMade, jsonRenamed, textRenamed, published,
            delivered
    }

    /// What the disk lost with the crash.
    enum Loss: CaseIterable {
        case nothing, stagedText, stagingDirectory
    }

    let state: OutputDirectory
    let output: OutputDirectory

    init() throws {
        state = try OutputDirectory()
        output = try OutputDirectory()
    }

    @Test(arguments: Step.allCases, Loss.allCases)
    func anArticleIsThereOnceWhereverItStopped(step: Step, loss: Loss) throws {
        try runUntil(step)
        try lose(loss)
        try start()
        try expectOneDelivery()
        let files = try output.files().map { try output.read($0) }
        try start()
        #expect(try output.files().map { try output.read($0) } == files, "a further start changes nothing")
    }

    @Test(arguments: Step.allCases)
    func aCrashWhileRecoveringIsRecoveredToo(step: Step) throws {
        try runUntil(step)
        try interruptedStart()
        try start()
        try expectOneDelivery()
    }

    @Test func aConsumerThatTookTheJSONAwayGetsNothingTwice() throws {
        try runUntil(.published)
        let json = try #require(try output.files().first { $0.hasSuffix(".json") })
        try FileManager.default.removeItem(atPath: output.path + "/" + json)
        try start()
        #expect(try output.files().filter { $0.hasSuffix(".txt") }.count == 1)
        #expect(try Ledger(directory: state.path).counts()[.delivered] == 1)
    }

    @Test func stagedFilesOfNobodyAreRemoved() throws {
        try runUntil(.staged)
        try output.write("old", to: ".staging/leftover")
        let store = try ArticleStore(directory: output.path)
        #expect(try store.recover([]).isEmpty)
        #expect(try output.files().isEmpty)
    }

    @Test func anUndecidedDeliveryKeepsItsStagedFiles() throws {
        try runUntil(.intended)
        try output.write("in the way", to: "articles")
        let intents = try Ledger(directory: state.path).intents().map(StagedDelivery.init)
        let store = try ArticleStore(directory: output.path)
        #expect(try store.recover(intents) == [.pending(.diverted(path: "articles"))])
        #expect(try output.files().count == 3)
        try FileManager.default.removeItem(atPath: output.path + "/articles")
        #expect(try store.recover(intents) == [.delivered])
    }

    @Test func discardingWhatIsDeliveredDeliversIt() throws {
        try runUntil(.textRenamed)
        let intents = try Ledger(directory: state.path).intents().map(StagedDelivery.init)
        let store = try ArticleStore(directory: output.path)
        #expect(store.discard(intents[0]) == .delivered)
        #expect(try output.files().count == 2)
    }

    /// A run that is cut off after the step. Ledger and store are gone when it returns.
    private func runUntil(_ step: Step) throws {
        let (ledger, store) = (try Ledger(directory: state.path), try ArticleStore(directory: output.path))
        try ledger.register(sources: [.init(id: "daily", url: "https://daily.example/feed", kind: "feed")], now: 1)
        let item = DiscoveredItem(key: "daily.example/bridge", url: "https://daily.example/bridge")
        let waiting = try ledger.discover([item], source: "daily", now: 2)[0]
        if step == .discovered { return }
        let staged = try store.stage(article(), as: waiting.id, now: now)
        if step == .oneFileStaged { return try remove(".staging/" + staged.files[1].staged) }
        if step == .staged { return }
        try ledger.intend(DeliveryIntent(staged), now: now)
        if step == .intended { return }
        if step <= .textRenamed { return try publishInPart(staged, step) }
        try store.publish(staged)
        if step == .published { return }
        try ledger.delivered(article: waiting.id, now: now)
    }

    private func publishInPart(_ staged: StagedDelivery, _ step: Step) throws {
        try output.write("", to: staged.files[0].path)
        try remove(staged.files[0].path)
        let renamed = step == .directoriesMade ? 0 : step == .jsonRenamed ? 1 : 2
        for file in staged.files.prefix(renamed) {
            try FileManager.default.moveItem(
                atPath: output.path + "/.staging/" + file.staged, toPath: output.path + "/" + file.path)
        }
    }

    private func lose(_ loss: Loss) throws {
        switch loss {
        case .nothing: return
        case .stagedText:
            for file in try Ledger(directory: state.path).intents().flatMap(\.files).suffix(1) {
                try remove(".staging/" + file.staged)
            }
        case .stagingDirectory: try remove(".staging")
        }
    }

    private func remove(_ name: String) throws {
        guard FileManager.default.fileExists(atPath: output.path + "/" + name) else { return }
        try FileManager.default.removeItem(atPath: output.path + "/" + name)
    }

    /// What the daemon does: reconcile, then deliver what waits. The page is fetched anew, so the JSON differs.
    private func start() throws {
        let (ledger, store) = (try Ledger(directory: state.path), try ArticleStore(directory: output.path))
        let intents = try ledger.intents()
        for (intent, outcome) in zip(intents, try store.recover(intents.map(StagedDelivery.init))) {
            switch outcome {
            case .delivered: try ledger.delivered(article: intent.article, now: now + 1)
            case .withdrawn: try ledger.abandon(article: intent.article)
            case .pending(let error): Issue.record(error)
            }
        }
        for waiting in try ledger.waiting(limit: 10) {
            var article = article()
            article.fetch.timeMilliseconds += 60_000
            let staged = try store.stage(article, as: waiting.id, now: now + 60_000)
            try ledger.intend(DeliveryIntent(staged), now: now + 60_000)
            try store.publish(staged)
            try ledger.delivered(article: waiting.id, now: now + 60_000)
        }
    }

    /// A start that dies after the store has recovered and before the ledger knows.
    private func interruptedStart() throws {
        let (ledger, store) = (try Ledger(directory: state.path), try ArticleStore(directory: output.path))
        _ = try store.recover(try ledger.intents().map(StagedDelivery.init))
    }

    private func expectOneDelivery() throws {
        let ledger = try Ledger(directory: state.path)
        let record = try #require(try ledger.article(1))
        let path = try #require(record.path)
        #expect(try output.files() == [path.replacing(".txt", with: ".json"), path])
        #expect(record.state == .delivered)
        #expect(try SHA256.hex(output.read(path)) == record.sha256)
        #expect(try output.read(path) == "Bridge reopens\n\nIt did.\n")
        #expect(try JSONSerialization.jsonObject(with: Data(output.read(output.files()[0]).utf8)) is [String: Any])
        #expect(try ledger.intents().isEmpty)
        #expect(try ledger.waiting(limit: 10).isEmpty)
    }
}

extension RecoveryTests.Step: Comparable {
    static func < (left: Self, right: Self) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

extension DeliveryIntent {
    fileprivate init(_ staged: StagedDelivery) {
        self.init(
            article: staged.article, publicID: staged.publicID,
            files: staged.files.map { .init(staged: $0.staged, path: $0.path, sha256: $0.sha256) },
            fetchedMilliseconds: 5, event: staged.event)
    }
}

extension StagedDelivery {
    fileprivate init(_ intent: DeliveryIntent) {
        self.init(
            article: intent.article, publicID: intent.publicID,
            files: intent.files.map { .init(staged: $0.staged, path: $0.path, sha256: $0.sha256) }, event: intent.event)
    }
}
