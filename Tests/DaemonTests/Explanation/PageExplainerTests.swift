import Archive
import Synchronization
import Testing
import WorkerPool

@testable import Daemon

/// Pages of the archive are explained one at a time.
@Suite struct PageExplainerTests {
    private let scratch: ScratchDirectory
    private let workers: WorkerPool
    private static let time: Int64 = 1_777_629_600_000

    init() throws {
        scratch = try ScratchDirectory()
        workers = try WorkerPool(
            configuration: WorkerPoolConfiguration(executable: RunningProgram.path(of: "copydesk-worker"), count: 1))
        let writer = try ArchiveWriter(
            folder: ArchiveFolder(path: scratch.path), software: "copydesk/test", now: Self.time)
        for number in 1...2 {
            let page = number == 1 ? GeneratedPages.article(1) : "plain text, no page at all"
            try writer.keep(
                Exchange(
                    url: "https://piers.example/\(number)", timeMilliseconds: Self.time,
                    message: HTTPMessage(
                        status: 200, fields: [("Content-Type", "text/html")], decoded: Array(page.utf8)),
                    source: "piers", key: Self.key(number)))
        }
    }

    private static func key(_ number: Int) -> String { "https://piers.example/\(number)" }

    private func explainer(_ options: @escaping @Sendable () async -> PageOptions = { PageOptions() }) -> PageExplainer
    {
        PageExplainer(folder: ArchiveFolder(path: scratch.path), workers: workers, options: options)
    }

    @Test func aKeptPageIsExplained() async throws {
        let explanation = await explainer().explain(key: Self.key(1), fetchedMilliseconds: Self.time + 500)
        guard case .shown(let shown, let url, let fetched) = explanation else {
            Issue.record("\(explanation)")
            return
        }
        #expect(shown.title == "Inspection 1 of the piers" && shown.keptCount >= 5)
        #expect(url == Self.key(1) && fetched == Self.time)
        #expect(shown.fields.first { $0.name == "title" }?.origins == ["title element", "main heading"])
    }

    @Test func whatIsNotKeptOrNoPageIsSaid() async throws {
        guard case .notKept = await explainer().explain(key: Self.key(3), fetchedMilliseconds: Self.time) else {
            Issue.record("a page that nobody kept")
            return
        }
        guard case .failed(let reason) = await explainer().explain(key: Self.key(2), fetchedMilliseconds: Self.time)
        else {
            Issue.record("plain text is no page")
            return
        }
        #expect(reason.contains("no markup"))
    }

    @Test func oneIsExplainedAtATime() async throws {
        let gate = Gate()
        let explainer = explainer {
            await gate.pass()
            return PageOptions()
        }
        async let first = explainer.explain(key: Self.key(1), fetchedMilliseconds: Self.time)
        await gate.reached()
        guard case .busy = await explainer.explain(key: Self.key(2), fetchedMilliseconds: Self.time) else {
            Issue.record("another page while one is under way")
            return
        }
        async let same = explainer.explain(key: Self.key(1), fetchedMilliseconds: Self.time)
        await gate.open()
        guard case (.shown, .shown) = await (first, same) else {
            Issue.record("both who asked for it get the page")
            return
        }
        guard case .failed = await explainer.explain(key: Self.key(2), fetchedMilliseconds: Self.time) else {
            Issue.record("afterwards another is explained")
            return
        }
    }
}

/// Somebody comes to it and waits until it is opened.
private actor Gate {
    private var isOpen = false
    private var isReached = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var watching: [CheckedContinuation<Void, Never>] = []

    func pass() async {
        isReached = true
        for watcher in watching { watcher.resume() }
        watching = []
        if !isOpen { await withCheckedContinuation { waiting.append($0) } }
    }

    func reached() async {
        if !isReached { await withCheckedContinuation { watching.append($0) } }
    }

    func open() {
        isOpen = true
        for passer in waiting { passer.resume() }
        waiting = []
    }
}
