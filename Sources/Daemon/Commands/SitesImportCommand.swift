import Glibc
import SiteImport

/// `copydesk sites import FILE…|DIR [--output DIR]`: site configs in FiveFilters' format in, files for `sites.d` out.
public enum SitesImportCommand {
    /// Writes `<host>.toml` for each file, every note to standard error as `file:line: sentence`, and a line on what was done.
    /// - Throws: no input or no way to write. A file that yields no rule, or whose host has a file already, is reported only.
    public static func run(paths: [String], output: String) throws(CommandFailure) {
        var files: [String] = []
        for path in paths { files += try self.files(path) }
        let progress = Progress("file", of: files.count)
        var conversion = SitesConversion(output: output, progress: progress)
        for file in files {
            try conversion.read(file)
            progress.advance()
        }
        progress.end()
        let (written, rules, notes) = (conversion.written, conversion.rules, conversion.notes)
        let line = "\(files.count) files read, \(written) written to \(output) with \(rules) selectors, \(notes) notes"
        try StandardStreams.write(Array(LogText.clean(line, limit: 500).utf8) + [0x0A])
    }

    /// The file itself, or the `*.txt` files of a directory, sorted.
    private static func files(_ path: String) throws(CommandFailure) -> [String] {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw CommandFailure(.noInput, "\(path): \(String(cString: strerror(errno)))")
        }
        guard status.st_mode & S_IFMT == S_IFDIR else { return [path] }
        guard let stream = opendir(path) else {
            throw CommandFailure(.noInput, "\(path): \(String(cString: strerror(errno)))")
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = Glibc.readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".txt") { names.append(name) }
        }
        return names.sorted().map { "\(path)/\($0)" }
    }
}

/// One run over site configs, with what it has come to.
private struct SitesConversion {
    let output: String
    let progress: Progress
    private(set) var written = 0
    private(set) var rules = 0
    private(set) var notes = 0

    init(output: String, progress: Progress) {
        self.output = output
        self.progress = progress
    }

    mutating func read(_ file: String) throws(CommandFailure) {
        guard let host = Self.host(of: file) else {
            return report(file, "its name must be a host and .txt, such as news.example.org.txt")
        }
        let text = String(decoding: try StandardStreams.read(file, limit: 1 << 20), as: UTF8.self)
        let site = SiteImport(text, host: host) { sample in
            ConfiguredURL.problem(sample) == nil && SiteHost.of(sample).map { SiteHost.isWithin($0, host) } ?? false
        }
        for note in site.notes { report(file, line: note.line, note.message) }
        if site.rules.isEmpty {
            report(file, "holds no rule that can be taken over; nothing is written")
        } else if try write(site.toml, to: "\(output)/\(host).toml", file) {
            written += 1
            rules += site.rules.reduce(0) { $0 + $1.selectors.count }
        }
    }

    private mutating func report(_ file: String, line: Int = 0, _ message: String) {
        notes += 1
        progress.complain("\(file):\(line > 0 ? "\(line):" : "") \(message)")
    }

    /// A leading dot stands for all subdomains in that format, which rules here always apply to.
    private static func host(of file: String) -> String? {
        guard var name = file.split(separator: "/").last, name.hasSuffix(".txt") else { return nil }
        name = name.dropLast(4)
        if name.hasPrefix(".") { name = name.dropFirst() }
        return SiteHost.named(String(name))
    }

    /// False when the file is there already.
    private mutating func write(_ text: String, to path: String, _ source: String) throws(CommandFailure) -> Bool {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            if errno == EEXIST {
                report(source, "not written: \(path) is there already")
                return false
            }
            throw CommandFailure(.inputOutput, "\(path): \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        try StandardStreams.write(Array(text.utf8), to: descriptor)
        return true
    }
}
