import ArgumentParser
import Daemon
import Foundation
import ManualPages

struct Completion: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the script that completes this program's commands and options in a shell.")

    @Argument(help: "The shell: bash, zsh or fish.", completion: .list(["bash", "zsh", "fish"]))
    var shell: String

    func validate() throws {
        guard CompletionShell(rawValue: shell) != nil else { throw ValidationError("the shell is bash, zsh or fish") }
    }

    func run() throws {
        guard let shell = CompletionShell(rawValue: shell) else { return }
        print(Copydesk.completionScript(for: shell))
    }
}

/// Fills in a template of `packaging/manual`, with what `--help`, the shipped configuration and the exit codes say. It serves
/// `make install`.
struct ManualPage: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual-page", abstract: "Fill in the template of a manual page.", shouldDisplay: false)

    @Argument(help: "The template.", completion: .file())
    var template: String

    @Option(help: "The directory of the shipped configuration.", completion: .directory)
    var files = "config"

    @Option(help: "The page's date, such as March 11, 2026.")
    var date: String

    func run() throws {
        try reporting { () throws(CommandFailure) in
            do {
                print(try page(), terminator: "")
            } catch {
                throw CommandFailure(.dataError, "\(template): \(error)")
            }
        }
    }

    private func page() throws -> String {
        let commands = CommandList(try HelpTree(dump: Copydesk._dumpHelp()))
        return try PageTemplate(String(contentsOfFile: template, encoding: .utf8)).filled { place in
            switch place {
            case "date": date
            case "commands": commands.mdoc
            case "common options": commands.commonOptions
            case "exit codes":
                Daemon.ExitCode.allCases.map { ".It \($0.rawValue)\n\($0.meaning)" }.joined(separator: "\n")
            case _ where place.hasPrefix("settings "):
                SettingList(try String(contentsOfFile: files + "/" + place.dropFirst(9), encoding: .utf8)).mdoc
            default: nil
            }
        }
    }
}
