import Foundation
import URLs

extension Configuration {
    /// What is sent with the requests of one source.
    public struct SourceRequests: Equatable, Sendable {
        /// A header line of the operator's own.
        public struct Header: Equatable, Sendable {
            public var name: String
            public var value: String
        }

        /// May be secret, as the two that follow: they are sent to the origin of the source's URL and to `origins`, and to no
        /// other.
        public var headers: [Header] = []
        /// The Cookie header.
        public var cookie: String?
        /// The Authorization header.
        public var secret: SourceSecret?
        /// Further origins that get them, such as the site of a feed on a host of its own: `https://www.news.example`.
        public var origins: [String] = []
        /// The User-Agent header in the place of the usual one; robots.txt is still read by the usual name.
        public var userAgent: String?
        /// `http`, `https`, `socks5` or `socks5h`, with host and port.
        public var proxy: String?
    }

    /// A user's name and password or a token, from a file of its own.
    public struct SourceSecret: Equatable, Sendable {
        public enum Scheme: String, Sendable {
            case basic, bearer
        }

        public var scheme: Scheme
        /// A path, or `credential:` and a name in systemd's credentials directory (systemd.exec(5), LoadCredential=).
        public var place: String
        /// The file's content without the line's end; nil where systemd's directory is not there, as for `copydesk check`.
        public var value: String?
    }
}

extension Configuration.SourceSecret: CustomStringConvertible, CustomDebugStringConvertible {
    /// Without the secret: descriptions get into logs.
    public var description: String { "\(scheme.rawValue) from \(place)" }
    public var debugDescription: String { description }
}

extension Configuration.SourceSecret {
    /// The Authorization header's value (RFC 7617, RFC 6750).
    var authorization: String? {
        switch scheme {
        case .basic: value.map { "Basic " + Data($0.utf8).base64EncodedString() }
        case .bearer: value.map { "Bearer " + $0 }
        }
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
    static func read(
        _ place: String, as scheme: Configuration.SourceSecret.Scheme, base: String, credentials: String?
    ) throws(SettingProblems) -> Configuration.SourceSecret {
        var secret = Configuration.SourceSecret(scheme: scheme, place: place)
        let path: String
        if place.hasPrefix(credential) {
            let name = String(place.dropFirst(credential.count))
            guard SourceName.problem(name) == nil else {
                throw SettingProblems("must be \"credential:\" and the name of a credential, not \(quoted(place))")
            }
            guard let credentials else { return secret }
            path = credentials + "/" + name
        } else {
            path = ConfigurationPath.absolute(place, base: base)
        }
        let bytes: [UInt8]
        do throws(ConfigurationError) {
            bytes = try ConfigurationFile.read(path)
        } catch {
            throw SettingProblems("names \(quoted(path)), which \(error.message)")
        }
        secret.value = try checked(bytes, scheme)
        return secret
    }

    private static func checked(
        _ bytes: [UInt8], _ scheme: Configuration.SourceSecret.Scheme
    ) throws(SettingProblems) -> String {
        var line = bytes[...]
        while let last = line.last, last == 0x0A || last == 0x0D { line.removeLast() }
        guard !line.isEmpty, line.count <= limitBytes, line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw SettingProblems("names a file that holds not one line of at most \(limitBytes) bytes")
        }
        let text = String(decoding: line, as: UTF8.self)
        if scheme == .basic, !text.contains(":") {
            throw SettingProblems("names a file that holds no \"user:password\"")
        }
        if scheme == .bearer, text.contains(" ") {
            throw SettingProblems("names a file that holds no token: there is a space in it")
        }
        return text
    }
}

extension Configuration.Source {
    /// The header lines of the operator's own that go with a request to this address: none to origins that were not named.
    func headers(for address: String) -> [(name: String, value: String)] {
        guard let origin = WebURL.parse(address)?.origin, ownOrigins.contains(origin) else { return [] }
        var lines = requests.headers.map { (name: $0.name, value: $0.value) }
        if let cookie = requests.cookie { lines.append(("Cookie", cookie)) }
        if let authorization = requests.secret?.authorization { lines.append(("Authorization", authorization)) }
        return lines
    }

    private var ownOrigins: Set<String> {
        let named: [String] =
            switch origin {
            case .url(let url): [url]
            case .articles(let urls): urls
            }
        return Set((named + requests.origins).compactMap { WebURL.parse($0)?.origin })
    }

    /// Why nothing can be asked for: a secret that is not there.
    var missingSecret: String? {
        guard let secret = requests.secret, secret.value == nil else { return nil }
        return "\(secret.place) is not there: systemd has set no CREDENTIALS_DIRECTORY"
    }
}
