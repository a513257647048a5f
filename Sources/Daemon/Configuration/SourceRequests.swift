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
        /// Headers from files.
        public var secrets: [SourceSecret] = []
        /// Further origins that get them, such as the site of a feed on a host of its own: `https://www.news.example`.
        public var origins: [String] = []
        /// The User-Agent header in the place of the usual one; robots.txt is still read by the usual name.
        public var userAgent: String?
        /// `http`, `https`, `socks5` or `socks5h`, with host and port.
        public var proxy: String?
    }

    /// A header line of which the value, or what it is made of, is a secret.
    public struct SourceSecret: Equatable, Sendable {
        /// What a secret is sent as.
        /// Which header line it makes.
        public enum Use: Equatable, Sendable {
            /// `user:password`
            case basic
            /// A token.
            case bearer
            case cookie
            /// The value of the header of that name.
            case header(String)
        }

        public var use: Use
        public var secret: Secret
    }
}

extension Configuration.SourceSecret {
    /// The header line (RFC 7617, RFC 6750, RFC 6265); nil where the secret is not there.
    var header: (name: String, value: String)? {
        guard let value = secret.value else { return nil }
        return switch use {
        case .basic: ("Authorization", "Basic " + Data(value.utf8).base64EncodedString())
        case .bearer: ("Authorization", "Bearer " + value)
        case .cookie: ("Cookie", value)
        case .header(let name): (name, value)
        }
    }
}

extension Configuration.SourceSecret.Use {
    /// What is wrong with a file's text, without the text.
    func problem(_ text: String) -> String? {
        switch self {
        case .basic: text.contains(":") ? nil : "holds no \"user:password\""
        case .bearer: text.contains(" ") ? "holds no token: there is a space in it" : nil
        case .cookie, .header: HeaderName.valueProblem(text).map { _ in "holds no value of a header" }
        }
    }
}

extension Configuration.Source {
    /// The header lines of the operator's own that go with a request to this address: none to origins that were not named.
    func headers(for address: String) -> [(name: String, value: String)] {
        guard let origin = WebURL.parse(address)?.origin, ownOrigins.contains(origin) else { return [] }
        var lines = options.requests.headers.map { (name: $0.name, value: $0.value) }
        if let cookie = options.requests.cookie { lines.append(("Cookie", cookie)) }
        return lines + options.requests.secrets.compactMap(\.header)
    }

    private var ownOrigins: Set<String> {
        let named: [String] =
            switch origin {
            case .url(let url): [url]
            case .articles(let urls): urls
            }
        return Set((named + options.requests.origins).compactMap { WebURL.parse($0)?.origin })
    }

    /// Why nothing can be asked for: a secret that is not there.
    var missingSecret: String? {
        options.requests.secrets.lazy.compactMap(\.secret.absence).first
    }
}
