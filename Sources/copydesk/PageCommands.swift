import ArgumentParser
import Daemon
import WorkerJobs

struct Extract: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Extract the article from a page, or from many.")

    @OptionGroup var page: PageInput
    @OptionGroup var options: RuleOptions
    @OptionGroup var rulesFile: RulesConfigurationOption

    @Option(help: "text is the article's paragraphs, json one object with all fields.")
    var format = PageCommands.Format.text

    @Flag(help: "Show every block with its label and evidence instead.")
    var explain = false

    @Flag(help: "Read requests as JSON lines, or a WARC file, and answer each with one line, in the same order.")
    var batch = false

    @Option(
        name: .customLong("warc"), parsing: .upToNextOption, help: "Take a batch's pages from WARC files.",
        completion: .file())
    var archives: [String] = []

    @Option(help: "How many pages a batch works on at once.")
    var jobs = 1

    @Flag(help: "Say on standard error how long each stage took.")
    var stats = false

    @Flag(help: "Do it in this process: no sandbox, no limits. For debuggers and pages that you trust.")
    var inProcess = false

    func validate() throws {
        guard (1...256).contains(jobs) else { throw ValidationError("--jobs takes 1 to 256.") }
        if !batch, !archives.isEmpty { throw ValidationError("--warc needs --batch.") }
        if batch, inProcess { throw ValidationError("--in-process takes one page, no batch.") }
    }

    func run() throws {
        try reporting { () throws(CommandFailure) in
            if batch {
                let batch = try BatchExtraction(
                    jobs: jobs, options: options.read(configuration: rulesFile.path), showsStatistics: stats)
                if !archives.isEmpty { return try batch.run(archives: archives) }
                return try batch.run(page.file == "-" ? [] : [page.file])
            }
            var input = try page.input(options, rulesFile)
            input.showsStatistics = stats
            if inProcess { input.inProcess = { WorkerJobs().handle($0) } }
            if explain {
                try PageCommands.explain(
                    input, format: format == .json ? .json : .text, coloured: Terminal.isColoured)
            } else {
                try PageCommands.extract(input, format: format)
            }
        }
    }
}

struct Clean: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Clean text that was scraped without markup.")

    @OptionGroup var text: PageInput

    @Flag(help: "Print one JSON object with the removed blocks and their reasons.")
    var json = false

    func run() throws {
        try reporting { () throws(CommandFailure) in try PageCommands.clean(text.input, asJSON: json) }
    }
}

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show every block of a page: kept or cut, the reason, the evidence.")

    @OptionGroup var page: PageInput
    @OptionGroup var options: RuleOptions
    @OptionGroup var rulesFile: RulesConfigurationOption

    @Option(help: "text, json or html: a page to open in a browser.")
    var format = PageCommands.ExplainFormat.text

    @Flag(help: "The same as --format json.")
    var json = false

    func validate() throws {
        if json, format == .html { throw ValidationError("--json and --format html exclude each other.") }
    }

    func run() throws {
        try reporting { () throws(CommandFailure) in
            try PageCommands.explain(
                page.input(options, rulesFile), format: json ? .json : format, coloured: Terminal.isColoured)
        }
    }
}

struct Feed: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print a feed, sitemap or list of links as JSON lines.")

    @OptionGroup var feed: PageInput

    func run() throws {
        try reporting { () throws(CommandFailure) in try PageCommands.feed(feed.input) }
    }
}

struct Robots: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say which addresses a robots.txt allows (RFC 9309).")

    @Argument(help: "The robots.txt.", completion: .file())
    var file: String

    @Option(help: "The product token to answer for; * is the group for everybody.")
    var agent: String

    @Argument(help: "The addresses.")
    var urls: [String] = []

    func run() throws {
        try reporting { () throws(CommandFailure) in try RobotsCommand.run(file: file, agent: agent, urls: urls) }
    }
}
