import Glibc

/// A file that holds the input of the moment, for readers that read files only. mkdtemp makes a folder that nobody else can
/// enter, whatever else stands in /tmp, and it goes at exit.
enum ScratchFile: String, CaseIterable {
    case configuration = "copydesk.toml"
    case archive = "pages.warc"

    /// - Returns: the file's path; nil where it cannot be written.
    func write(_ bytes: some Collection<UInt8>) -> String? {
        guard let folder = Self.folder else { return nil }
        let path = "\(folder)/\(rawValue)"
        guard let file = fopen(path, "w") else { return nil }
        defer { fclose(file) }
        return fwrite(Array(bytes), 1, bytes.count, file) == bytes.count ? path : nil
    }

    private static let folder: String? = {
        // /tmp is there on every system (FHS 3.18); the name cannot be foreseen, and only this user may enter (mkdtemp(3)).
        var template = Array("/tmp/copydesk-fuzz-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { return nil }
        atexit {
            guard let folder = ScratchFile.folder else { return }
            for file in ScratchFile.allCases { unlink("\(folder)/\(file.rawValue)") }
            rmdir(folder)
        }
        return template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } }
    }()
}
