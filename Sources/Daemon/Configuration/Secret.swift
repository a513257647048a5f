import Foundation

extension Configuration {
    /// A line that others are not to see, such as a token, from a file of its own.
    public struct Secret: Equatable, Sendable {
        /// A path, or `credential:` and a name in systemd's credentials directory (systemd.exec(5), LoadCredential=).
        public var place: String
        /// The file's content without the line's end; nil where systemd's directory is not there, as for `copydesk check`.
        public var value: String?
    }
}

extension Configuration.Secret: CustomStringConvertible, CustomDebugStringConvertible {
    /// Without the secret: descriptions get into logs.
    public var description: String { "from \(place)" }
    public var debugDescription: String { description }
}

extension Configuration.Secret {
    /// Why it has no value.
    var absence: String? {
        value == nil ? "\(place) is not there: systemd has set no CREDENTIALS_DIRECTORY" : nil
    }
}

/// Reads a secret's file.
enum SecretFile {
    private static let limitBytes = 16 << 10
    private static let credential = "credential:"

    /// Where systemd puts a service's credentials.
    static var credentialsDirectory: String? { ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"] }

    /// - Parameters:
    ///   - base: where relative paths count from.
    ///   - credentials: `$CREDENTIALS_DIRECTORY`, which systemd sets for a service that has any.
    ///   - problem: what is wrong with a secret's text, without the text.
    static func read(
        _ place: String, base: String, credentials: String? = credentialsDirectory,
        problem: (String) -> String? = { _ in nil }
    ) throws(SettingProblems) -> Configuration.Secret {
        var secret = Configuration.Secret(place: place)
        guard let path = try path(of: place, base: base, credentials: credentials) else { return secret }
        let bytes: [UInt8]
        do throws(ConfigurationError) {
            bytes = try ConfigurationFile.read(path)
        } catch {
            throw SettingProblems("names \(quoted(path)), which \(error.message)")
        }
        let text = try line(bytes)
        if let problem = problem(text) { throw SettingProblems("names a file that \(problem)") }
        secret.value = text
        return secret
    }

    private static func path(
        of place: String, base: String, credentials: String?
    ) throws(SettingProblems) -> String? {
        guard place.hasPrefix(credential) else { return ConfigurationPath.absolute(place, base: base) }
        let name = String(place.dropFirst(credential.count))
        guard SourceName.problem(name) == nil else {
            throw SettingProblems("must be \"credential:\" and the name of a credential, not \(quoted(place))")
        }
        return credentials.map { $0 + "/" + name }
    }

    private static func line(_ bytes: [UInt8]) throws(SettingProblems) -> String {
        var line = bytes[...]
        while let last = line.last, last == 0x0A || last == 0x0D { line.removeLast() }
        guard !line.isEmpty, line.count <= limitBytes, line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw SettingProblems("names a file that holds not one line of at most \(limitBytes) bytes")
        }
        return String(decoding: line, as: UTF8.self)
    }
}
