import ArgumentParser
import Daemon

/// The command line: argument parsing only. What the commands do stands in `Daemon/Commands`.
@main
struct Copydesk: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copydesk",
        abstract: "Watches news sources and delivers clean text files.",
        version: Release.version,
        subcommands: [
            Run.self, Check.self, Reload.self, Try.self, Extract.self, Clean.self, Explain.self, Feed.self, Robots.self,
            Sites.self, Sources.self, Status.self, Top.self, Follow.self, Replay.self, Completion.self,
            ManualPage.self,
        ])
}

/// Runs a command's body and ends the process with the fitting exit code and sentence.
func reporting(_ body: () throws(CommandFailure) -> Void) throws {
    DispatchLog.silence()
    // A reader that has gone is an I/O failure with its exit code, and the workers end with the command.
    SignalSources.ignoreBrokenPipes()
    do throws(CommandFailure) {
        try body()
    } catch {
        error.report()
        throw ArgumentParser.ExitCode(error.code.rawValue)
    }
}

struct ConfigurationOption: ParsableArguments {
    @Option(name: .customLong("config"), help: "The configuration file.")
    var path = Configuration.defaultPath
}

struct PageInput: ParsableArguments {
    @Argument(help: "The file to read; - is standard input.", completion: .file())
    var file = "-"

    @Option(help: "Where the input came from, to resolve relative links.")
    var url: String?

    @Option(help: "The character set that the transport declared.")
    var charset: String?

    var input: PageCommands.Input { PageCommands.Input(path: file, url: url, charset: charset) }

    func input(
        _ options: RuleOptions, _ file: RulesConfigurationOption
    ) throws(CommandFailure) -> PageCommands.Input {
        var input = input
        input.options = try options.read(configuration: file.path)
        return input
    }
}

/// How a page is judged.
struct RuleOptions: ParsableArguments {
    @Option(help: "What weighs more in doubt: nothing foreign in the text, or nothing lost.")
    var favor: Configuration.Favor?

    @Option(
        name: .customLong("sites"), help: "A directory of <host>.toml files with rules for sites.",
        completion: .directory)
    var sitesDirectory: String?

    /// - Parameter configuration: the file whose rules and favor count where the options do not say otherwise.
    func read(configuration: String? = nil) throws(CommandFailure) -> PageOptions {
        var options = try PageOptions(configuration: configuration, sites: sitesDirectory)
        if let favor {
            options.favor = favor
            options.overridesSites = true
        }
        return options
    }
}

struct RulesConfigurationOption: ParsableArguments {
    @Option(name: .customLong("config"), help: "A configuration file, for its favor and the sites.d beside it.")
    var path: String?
}

extension Configuration.Favor: ExpressibleByArgument {}
extension LogFormat: ExpressibleByArgument {}

extension PageCommands.Format: ExpressibleByArgument {}
extension PageCommands.ExplainFormat: ExpressibleByArgument {}
