import Delivery
import JSON
import Worker

/// The commands that read one page or one text: `extract`, `explain`, `clean` and `feed`.
public enum PageCommands {
    /// What `extract` prints.
    public enum Format: String, CaseIterable, Sendable {
        case text, markdown, json
    }

    /// How `explain` answers.
    public enum ExplainFormat: String, CaseIterable, Sendable {
        case text, json, html
    }

    /// Where the input comes from and what is known of it.
    public struct Input: Sendable {
        public var path: String
        /// Where it came from, to resolve relative links; nil leaves them as they are.
        public var url: String?
        /// What the transport declared; nil leaves it to the document.
        public var charset: String?
        public var options = PageOptions()
        /// Whether a table on standard error says what the time was spent on.
        public var showsStatistics = false
        /// Does the job in this process, without walls or limits; nil leaves it to a confined worker.
        public var inProcess: (@Sendable (Job) -> Reply)?

        public init(path: String, url: String? = nil, charset: String? = nil) {
            self.path = path
            self.url = url
            self.charset = charset
        }
    }

    /// `copydesk extract FILE`: one page in, one article out.
    public static func extract(_ input: Input, format: Format) throws(CommandFailure) {
        let body = try run(.extract, input)
        switch format {
        case .json: try print(body)
        case .text: try print(Array(try ExtractedArticle(json: body).text.utf8))
        case .markdown: try print(Array(try ExtractedArticle(json: body).markdown.utf8))
        }
    }

    /// `copydesk explain FILE|URL`: every block in page order.
    public static func explain(
        _ input: Input, format: ExplainFormat, coloured: Bool
    ) throws(CommandFailure) {
        let isAddress = ["http://", "https://"].contains { input.path.lowercased().hasPrefix($0) }
        let body = isAddress ? try TryCommand.explanation(of: input.path, input.options) : try run(.explain, input)
        switch format {
        case .json: try print(body)
        case .text: try print(Array(try Explanation(json: body).rendered(coloured: coloured).utf8))
        case .html: try print(Array(ExplanationPage.html(try Explanation(json: body)).utf8))
        }
    }

    /// `copydesk clean FILE`: scraped text in, clean text out.
    public static func clean(_ input: Input, asJSON: Bool) throws(CommandFailure) {
        let body = try run(.clean, input)
        if asJSON { return try print(body) }
        guard let text = try parsed(body)["text"]?.string else {
            throw CommandFailure(.bug, "the worker's answer has no text")
        }
        try print(Array(text.utf8))
    }

    /// `copydesk feed FILE`: a feed, sitemap or list in, one JSON object a line out.
    public static func feed(_ input: Input) throws(CommandFailure) { try print(try run(.feed, input)) }

    private static func run(_ operation: Job.Operation, _ input: Input) throws(CommandFailure) -> [UInt8] {
        var job = Job(id: 1, operation: operation, body: try StandardStreams.read(input.path))
        job["url"] = input.url
        job["charset"] = input.charset
        job["paragraphs"] = "yes"
        if input.path.hasSuffix(".gz") { job["gzip"] = "yes" }
        job.apply(input.options)
        let start = ContinuousClock.now
        let reply = try reply(to: job, input)
        if input.showsStatistics {
            var statistics = WorkStatistics()
            statistics.add(reply.work)
            StandardStreams.tell(statistics.textOfPage(elapsed: ContinuousClock.now - start))
        }
        return try CommandWorkers.result(of: reply)
    }

    private static func reply(to job: Job, _ input: Input) throws(CommandFailure) -> Reply {
        if let inProcess = input.inProcess { return inProcess(job) }
        let workers = try CommandWorkers()
        defer { workers.end() }
        return try workers.reply(to: job)
    }

    private static func print(_ bytes: [UInt8]) throws(CommandFailure) {
        try StandardStreams.write(bytes.last == 0x0A || bytes.isEmpty ? bytes : bytes + [0x0A])
    }

    static func parsed(_ body: [UInt8]) throws(CommandFailure) -> JSONValue {
        do throws(JSONError) {
            return try JSONValue.parse(body)
        } catch {
            throw CommandFailure(.bug, "a worker's answer is not JSON: \(error.message)")
        }
    }
}
