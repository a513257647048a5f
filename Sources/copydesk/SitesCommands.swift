import ArgumentParser
import Daemon

struct Sites: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Rules for sites.", subcommands: [Import.self])

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Turn site configs in FiveFilters' format into files for sites.d.",
            discussion:
                "What cannot be taken over is reported by file and line, and stands as a comment in the new file.")

        @Argument(help: "Files named <host>.txt, or directories of them.", completion: .file())
        var paths: [String]

        @Option(help: "Where the new files go; existing ones are never replaced.", completion: .directory)
        var output = "."

        func run() throws {
            try reporting { () throws(CommandFailure) in
                try SitesImportCommand.run(paths: paths, output: output)
            }
        }
    }
}
