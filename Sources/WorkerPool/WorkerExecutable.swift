import Glibc

/// Finds the worker that belongs to the running program.
public enum WorkerExecutable {
    /// The name of Copydesk's own worker.
    public static let name = "copydesk-worker"

    /// The worker beside the running executable, else in `../libexec/copydesk/`.
    /// - Parameters:
    ///   - name: of the file.
    ///   - override: the only place to look at, where the user names one.
    /// - Throws: `noExecutable` with the first place looked at.
    public static func locate(_ name: String = name, override: String? = nil) throws(WorkerPoolError) -> String {
        let candidates = override.map { [$0] } ?? places(for: name, besides: runningExecutable())
        guard let found = candidates.first(where: isExecutable) else { throw .noExecutable(candidates[0]) }
        return found
    }

    /// - Parameter executable: an absolute path.
    static func places(for name: String, besides executable: String) -> [String] {
        let folder = executable.lastIndex(of: "/").map { executable[..<$0] } ?? "."
        return ["\(folder)/\(name)", "\(folder)/../libexec/copydesk/\(name)"]
    }

    static func isExecutable(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }

    /// The kernel's word for it: the first argument may be anything. A symbolic link to the program is followed.
    private static func runningExecutable() -> String {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let length = buffer.withUnsafeMutableBytes { readlink("/proc/self/exe", $0.baseAddress!, $0.count) }
        return String(decoding: buffer.prefix(max(length, 0)), as: UTF8.self)
    }
}
