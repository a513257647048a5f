import ArgumentParser
import Daemon

struct Sources: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The sources in sources.d.",
        discussion: "A running daemon takes changes up when it is reloaded. Comments in the files stay.",
        subcommands: [List.self, Add.self, Import.self, Export.self, Pause.self, Resume.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print every source, and the line it stands at.")

        @OptionGroup var config: ConfigurationOption
        @Flag(help: "One JSON object a line.")
        var json = false

        func run() throws {
            try reporting { () throws(CommandFailure) in
                try SourcesCommand.list(configuration: config.path, asJSON: json)
            }
        }
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Add a source at the end of a file.")

        @Argument(help: "A feed, sitemap, front page, section page, list or article.")
        var url: String
        @Option(help: "Its name; without one the host is.")
        var name: String?
        @Option(help: "What the URL leads to; without it that is seen.")
        var kind: Configuration.SourceKind?
        @Option(help: "A word that its articles are marked with; may come several times.")
        var tag: [String] = []
        @Option(help: "The file in sources.d.")
        var file = "added.toml"
        @OptionGroup var config: ConfigurationOption

        func run() throws {
            try reporting { () throws(CommandFailure) in
                let addition = SourcesCommand.Addition(url: url, name: name, kind: kind, tags: tag, file: file)
                try SourcesCommand.add(addition, configuration: config.path)
            }
        }
    }

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add the feeds of an OPML file that are no sources yet.")

        @Argument(help: "The OPML file; - is standard input.", completion: .file())
        var opml: String
        @Option(help: "The file in sources.d.")
        var file = "imported.toml"
        @OptionGroup var config: ConfigurationOption

        func run() throws {
            try reporting { () throws(CommandFailure) in
                try SourcesCommand.importOPML(opml, file: file, configuration: config.path)
            }
        }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print the feeds as OPML.")

        @OptionGroup var config: ConfigurationOption

        func run() throws {
            try reporting { () throws(CommandFailure) in try SourcesCommand.export(configuration: config.path) }
        }
    }

    struct Pause: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Stop polling a source.")

        @OptionGroup var source: NamedSource

        func run() throws { try source.set(paused: true) }
    }

    struct Resume: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Poll a source again.")

        @OptionGroup var source: NamedSource

        func run() throws { try source.set(paused: false) }
    }

    struct NamedSource: ParsableArguments {
        @Argument(help: "The source's name.")
        var name: String
        @OptionGroup var config: ConfigurationOption

        func set(paused isPaused: Bool) throws {
            try reporting { () throws(CommandFailure) in
                try SourcesCommand.pause(isPaused, name: name, configuration: config.path)
            }
        }
    }
}

extension Configuration.SourceKind: ExpressibleByArgument {}
