import Glibc

/// Paths of directories that the configuration names.
enum ConfigurationPath {
    /// The directory that holds a file: what stands before the last slash, or `.`.
    static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// An absolute path without `.`, `..` and doubled slashes, which counts from `base` if it is relative.
    static func absolute(_ path: String, base: String) -> String {
        var full = path.hasPrefix("/") ? path : "\(base)/\(path)"
        if !full.hasPrefix("/") { full = "\(workingDirectory())/\(full)" }
        var parts: [Substring] = []
        for part in full.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// Whether one is the other or lies within it, also by way of symbolic links.
    static func overlap(_ one: String, _ other: String) -> Bool {
        isWithin(one, other) || isWithin(other, one)
    }

    /// Whether the first is the second or lies within it, also by way of symbolic links.
    static func isWithin(_ inner: String, _ outer: String) -> Bool {
        directoryPrefix(inner).hasPrefix(directoryPrefix(outer))
    }

    private static func directoryPrefix(_ path: String) -> String {
        let path = resolved(path)
        return path.hasSuffix("/") ? path : path + "/"
    }

    /// The path with the links of its existing part followed; what does not exist yet stays as it is.
    private static func resolved(_ path: String) -> String {
        var existing = path
        var missing: [Substring] = []
        while existing != "/", !existing.isEmpty {
            if let found = realpath(existing, nil) {
                defer { free(found) }
                return ([Substring(String(cString: found))] + missing.reversed()).joined(separator: "/")
            }
            let slash = existing.lastIndex(of: "/") ?? existing.startIndex
            missing.append(Substring(String(existing[slash...].dropFirst())))
            existing = String(existing[..<slash])
        }
        return "/" + missing.reversed().joined(separator: "/")
    }

    private static func workingDirectory() -> String {
        guard let path = getcwd(nil, 0) else { return "" }
        defer { free(path) }
        return String(cString: path)
    }
}
