import ArgumentParser
import Daemon

struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Run the daemon in the foreground.")

    @OptionGroup var configurationFile: ConfigurationOption

    @Option(help: "The form of log lines, in the place of [log] format.")
    var logFormat: LogFormat?

    func run() throws {
        try reporting { () throws(CommandFailure) in
            try DaemonCommand.run(configuration: configurationFile.path, logFormat: logFormat)
        }
    }
}

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Check the configuration and all sources' files.")

    @Flag(help: "Try each source too: robots.txt, the fetch, what it is and what it lists. Nothing is written.")
    var online = false

    @Option(
        name: .customLong("source"), help: "With --online, only the source of this name; may come several times.")
    var names: [String] = []

    @OptionGroup var configurationFile: ConfigurationOption

    func validate() throws {
        if !online, !names.isEmpty { throw ValidationError("--source needs --online.") }
    }

    func run() throws {
        try reporting { () throws(CommandFailure) in
            try CheckCommand.run(configuration: configurationFile.path, online ? .online(only: names) : .files)
        }
    }
}

struct Reload: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Have the running daemon read its configuration anew, and show what changed.")

    @OptionGroup var configurationFile: ConfigurationOption

    func run() throws {
        try reporting { () throws(CommandFailure) in try ReloadCommand.run(configuration: configurationFile.path) }
    }
}

struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show sources, articles by state, and the pages in quarantine.")

    @OptionGroup var configurationFile: ConfigurationOption

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        try reporting { () throws(CommandFailure) in
            try StatusCommand.run(configuration: configurationFile.path, asJSON: json)
        }
    }
}

struct Top: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the status on the terminal, always anew, until it is interrupted.")

    @OptionGroup var configurationFile: ConfigurationOption

    @Option(help: "Seconds between two looks.")
    var interval = 2

    func validate() throws {
        guard (1...3600).contains(interval) else { throw ValidationError("--interval takes 1 to 3600 seconds") }
    }

    func run() throws {
        try reporting { () throws(CommandFailure) in
            try TopCommand.run(configuration: configurationFile.path, everySeconds: interval)
        }
    }
}

struct Follow: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the journal's lines after a number, and each new one as it comes.")

    @Option(help: "The number (seq) of the last line that you have; lines after it are printed.")
    var after: Int64 = 0

    @Flag(help: "End where the journal ends now.")
    var once = false

    @Option(help: "The output directory, where no configuration file is at hand.", completion: .directory)
    var output: String?

    @OptionGroup var configurationFile: ConfigurationOption

    func validate() throws {
        guard after >= 0 else { throw ValidationError("--after takes a number from 0 on") }
    }

    func run() throws {
        try reporting { () throws(CommandFailure) in
            try FollowCommand.run(
                output: output, configuration: configurationFile.path, after: after, endsWithJournal: once)
        }
    }
}

struct Try: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try", abstract: "Fetch an address, clean it and print what came of it; nothing is written.")

    @Argument(help: "The page, feed or sitemap.")
    var url: String

    @Option(name: .customLong("config"), help: "A configuration file, for its user agent and allowed addresses.")
    var configurationPath: String?

    @OptionGroup var options: RuleOptions

    func run() throws {
        try reporting { () throws(CommandFailure) in
            try TryCommand.run(
                url: url, configuration: configurationPath, options: try options.read(configuration: configurationPath))
        }
    }
}

struct Replay: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Extract again from the raw pages that were kept, and deliver what comes out differently.",
        discussion: "Of each article the last page kept is read. The daemon must not run meanwhile.")

    @Option(help: "Pages fetched since: a date, an instant, or a span such as 30d.")
    var since: String

    @Option(help: "Only articles of this source.")
    var source: String?

    @Flag(help: "Say what would be updated, and deliver nothing.")
    var dryRun = false

    @OptionGroup var configurationFile: ConfigurationOption

    func run() throws {
        try reporting { () throws(CommandFailure) in
            try ReplayCommand.run(
                configuration: configurationFile.path, since: since, source: source, isDryRun: dryRun)
        }
    }
}
