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
            Run.self, Check.self, Try.self, Extract.self, Clean.self, Explain.self, Feed.self, Robots.self,
            Status.self,
        ])
}

/// Runs a command's body and ends the process with the fitting exit code and sentence.
func reporting(_ body: () throws(CommandFailure) -> Void) throws {
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

    func input(_ options: RuleOptions) throws(CommandFailure) -> PageCommands.Input {
        var input = input
        input.options = try options.read()
        return input
    }
}

/// How a page is judged.
struct RuleOptions: ParsableArguments {
    @Option(help: "What weighs more in doubt: nothing foreign in the text, or nothing lost.")
    var favor: Configuration.Favor?

    func read() throws(CommandFailure) -> PageOptions {
        var options = PageOptions()
        if let favor { options.favor = favor }
        return options
    }
}

extension Configuration.Favor: ExpressibleByArgument {}

extension PageCommands.Format: ExpressibleByArgument {}
