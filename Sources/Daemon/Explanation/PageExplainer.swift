import Archive
import Dispatch
import Worker
import WorkerPool

/// What became of the wish to see a page's blocks.
enum PageExplanation: Sendable {
    /// As the rules of now decide, with the address and time at which the page was fetched.
    case shown(Explanation, url: String, fetchedMilliseconds: Int64)
    /// The archive does not hold the page, or not any more.
    case notKept
    /// Another page is being explained, or all workers have pages that go before.
    case busy
    case failed(String)
}

/// Explains pages of the archive: one at a time, in a worker, and only while no page of the pipeline waits for one. Whoever asks for the
/// page that is under way gets the same answer, whoever asks for another is sent away, so nothing piles up.
actor PageExplainer {
    private let folder: ArchiveFolder
    private let workers: WorkerPool
    private let options: @Sendable () async -> PageOptions
    private let queue = DispatchQueue(label: "copydesk.explain", qos: .utility)
    private var underWay: (wish: Wish, task: Task<PageExplanation, Never>)?

    private struct Wish: Equatable {
        var key: String
        var fetchedMilliseconds: Int64
    }

    /// How long an answer is waited for.
    private static let waitingLimit = DispatchTimeInterval.seconds(40)
    /// For reading through the archive.
    private static let patience = Duration.seconds(20)

    /// - Parameter options: how pages are cleaned now.
    init(folder: ArchiveFolder, workers: WorkerPool, options: @escaping @Sendable () async -> PageOptions) {
        self.folder = folder
        self.workers = workers
        self.options = options
    }

    /// - Parameters:
    ///   - key: by which the ledger knows the article.
    ///   - fetchedMilliseconds: when its page was fetched.
    func explain(key: String, fetchedMilliseconds: Int64) async -> PageExplanation {
        let wish = Wish(key: key, fetchedMilliseconds: fetchedMilliseconds)
        if let underWay { return underWay.wish == wish ? await answer(of: underWay.task) : .busy }
        let task = Task {
            defer { underWay = nil }
            return await explanation(wish)
        }
        underWay = (wish, task)
        return await answer(of: task)
    }

    /// What comes of it; busy where it takes too long. Then it is still under way, and whoever asks again may get it.
    private func answer(of task: Task<PageExplanation, Never>) async -> PageExplanation {
        await withCheckedContinuation { continuation in
            let first = FirstAnswer(continuation)
            Task { first.give(await task.value) }
            DispatchQueue.global().asyncAfter(deadline: .now() + Self.waitingLimit) { first.give(nil) }
        } ?? .busy
    }

    private func explanation(_ wish: Wish) async -> PageExplanation {
        do {
            guard let page = try await keptPage(wish) else { return .notKept }
            var job = Job(
                id: 1, operation: .explain, body: try page.message.decodedBody(limit: WARCReader.limitBytes))
            job["url"] = page.url
            job["charset"] = WARCPages.charset(of: page.message["Content-Type"])
            job.apply(await options())
            let body = try CommandWorkers.result(of: try await reply(to: job))
            return .shown(try Explanation(json: body), url: page.url, fetchedMilliseconds: page.timeMilliseconds)
        } catch {
            return .failed("\(error)")
        }
    }

    private func keptPage(_ wish: Wish) async throws -> KeptPage? {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { [folder] in
                let end = ContinuousClock.now + Self.patience
                continuation.resume(
                    with: Result {
                        try folder.page(key: wish.key, near: wish.fetchedMilliseconds) { ContinuousClock.now > end }
                    })
            }
        }
    }

    private func reply(to job: Job) async throws -> Reply {
        try await withCheckedThrowingContinuation { continuation in
            workers.submit(job, isPatient: true) { continuation.resume(with: $0) }
        }
    }
}
