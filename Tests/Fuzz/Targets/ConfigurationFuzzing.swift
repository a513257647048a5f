import Daemon
import Glibc

enum ConfigurationFuzzing {
    /// Longer ones only show how long the TOML library, which never frees its tables, can go on.
    private static let limitBytes = 4096

    static func faults(_ bytes: [UInt8]) -> [String] {
        guard let folder = temporaryFolder else { return ["no temporary folder"] }
        let path = folder + "/copydesk.toml"
        guard let file = fopen(path, "w") else { return ["no temporary file"] }
        fwrite(bytes, 1, min(bytes.count, limitBytes), file)
        fclose(file)
        do {
            _ = try Configuration.load(path: path)
            return []
        } catch {
            if error.errors.isEmpty { return ["refused without a reason"] }
            return error.errors.flatMap { OutputCheck.faults(in: "\($0)", isField: true) }
        }
    }

    private static let temporaryFolder: String? = {
        // The loader reads files only, so each input becomes one. mkdtemp makes a folder that nobody else can enter, whatever
        // else stands in /tmp, and it goes at exit.
        var template = Array("/tmp/copydesk-fuzz-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { return nil }
        atexit {
            guard let folder = ConfigurationFuzzing.temporaryFolder else { return }
            unlink(folder + "/copydesk.toml")
            rmdir(folder)
        }
        return template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } }
    }()
}
