import Glibc
import SiteImport

/// `copydesk sites import FILE…|DIR [--output DIR]`: site configs in FiveFilters' format in, files for `sites.d` out.
public enum SitesImportCommand {
    /// Writes `<host>.toml` for each file, every note to standard error as `file:line: sentence`, and a line on what was done.
    /// - Throws: no input or no way to write. A file that yields no rule, or whose host has a file already, is reported only.
    public static func run(paths: [String], output: String) throws(CommandFailure) {
        var (files, written, rules, notes) = (0, 0, 0, 0)
        for path in paths {
            for file in try self.files(path) {
                files += 1
                guard let host = host(of: file) else {
                    report(file, 0, "its name must be a host and .txt, such as news.example.org.txt")
                    notes += 1
                    continue
                }
                let text = String(decoding: try StandardStreams.read(file, limit: 1 << 20), as: UTF8.self)
                let site = SiteImport(text, host: host) { sample in
                    ConfiguredURL.problem(sample) == nil
                        && SiteHost.of(sample).map { SiteHost.isWithin($0, host) } ?? false
                }
                for note in site.notes { report(file, note.line, note.message) }
                notes += site.notes.count
                if site.rules.isEmpty {
                    report(file, 0, "holds no rule that can be taken over; nothing is written")
                    notes += 1
                } else if try write(site.toml, to: "\(output)/\(host).toml", file) {
                    written += 1
                    rules += site.rules.reduce(0) { $0 + $1.selectors.count }
                } else {
                    notes += 1
                }
            }
        }
        let line = "\(files) files read, \(written) written to \(output) with \(rules) selectors, \(notes) notes\n"
        try StandardStreams.write(Array(LogText.clean(line.dropLast().description, limit: 500).utf8) + [0x0A])
    }

    private static func report(_ file: String, _ line: Int, _ message: String) {
        StandardStreams.complain("\(file):\(line > 0 ? "\(line):" : "") \(message)")
    }

    /// A leading dot stands for all subdomains in that format, which rules here always apply to.
    private static func host(of file: String) -> String? {
        guard var name = file.split(separator: "/").last, name.hasSuffix(".txt") else { return nil }
        name = name.dropLast(4)
        if name.hasPrefix(".") { name = name.dropFirst() }
        return SiteHost.named(String(name))
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

    /// False when the file is there already.
    private static func write(_ text: String, to path: String, _ source: String) throws(CommandFailure) -> Bool {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            if errno == EEXIST {
                report(source, 0, "not written: \(path) is there already")
                return false
            }
            throw CommandFailure(.inputOutput, "\(path): \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        try StandardStreams.write(Array(text.utf8), to: descriptor)
        return true
    }
}
