import Foundation

/// A folder that disappears with its owner.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "demo-tests-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        // What cannot be removed stays in the temporary directory and harms nobody.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a script that can be run like `copydesk run --config FILE`; it logs its first two arguments, copies the
    /// texts to `$out` (the articles' folder beside the configuration) and goes on with what it is told to do. `$pipe`
    /// is a named pipe in this folder.
    func writeDaemon(delivering texts: [String], then script: String) throws -> String {
        let source = path + "/texts"
        try FileManager.default.createDirectory(atPath: source, withIntermediateDirectories: true)
        for (number, text) in texts.enumerated() {
            try Data("A headline\n\n\(text)\n".utf8).write(to: URL(filePath: "\(source)/\(number + 1).txt"))
        }
        mkfifo(path + "/pipe", 0o600)
        let program = """
            #!/bin/sh
            echo "$1 $2"
            pipe='\(path)/pipe'
            out="$(dirname "$3")/output/articles"
            mkdir -p "$out"
            cp -r '\(source)' "$out/a"
            \(script)

            """
        let file = path + "/daemon.sh"
        try Data(program.utf8).write(to: URL(filePath: file))
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: file)
        return file
    }
}
