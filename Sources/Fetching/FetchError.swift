/// Why a fetch brought no response.
public struct FetchError: Error, Sendable {
    /// What failed, told apart by what the caller can do about it.
    public enum Kind: Sendable, Equatable {
        /// The URL, or the Location of a redirect, cannot be read.
        case badURL
        /// A scheme other than http and https, which it carries.
        case unsupportedScheme(String)
        /// No address of the host may be dialled; carries the reason, address included.
        case refusedAddress(String)
        /// A redirect from https to http.
        case insecureRedirect
        /// More redirects than allowed.
        case tooManyRedirects
        /// A redirect leads to where the caller does not go.
        case forbiddenRedirect
        /// A redirect leads to where the caller does not go now.
        case deferredRedirect
        /// The host has no address, or the resolver did not answer.
        case dns
        /// No address of the host accepted the connection.
        case connect
        /// TLS failed; carries the cause in words.
        case tls(String)
        /// A time limit passed, in this phase.
        case timeout(FetchPhase)
        /// The decompressed body is larger than allowed.
        case tooLarge
        /// Too many or too long header lines, or too many interim responses.
        case headersTooLarge
        /// The connection ended before the response did.
        case incomplete
        /// What came is not HTTP, or breaks its rules.
        case protocolError
        /// The body cannot be decompressed.
        case badEncoding
        /// Cancelled by its ticket, or by shutting the fetcher down.
        case cancelled
        /// libcurl or the system could not do its part, as without memory or file descriptors.
        case system
    }

    public let kind: Kind
    /// The reason in words, one line without control characters, fit for a log and for a person.
    public let message: String
    /// libcurl's result code (<https://curl.se/libcurl/c/libcurl-errors.html>), 0 where it was not libcurl that failed.
    public let curlCode: Int
    /// The URL of the hop that failed.
    public internal(set) var url: String
    /// The redirects followed before the failure.
    public internal(set) var redirects: [Redirect]

    /// Why a pending redirect is not followed.
    public init(notFollowing target: String, for now: Bool, _ reason: String) {
        self.init(now ? .deferredRedirect : .forbiddenRedirect, "redirected to \(target): \(reason)", url: target)
    }

    init(_ kind: Kind, _ message: String, curlCode: Int = 0, url: String = "", redirects: [Redirect] = []) {
        self.kind = kind
        self.message = String(message.unicodeScalars.map { $0.isControl ? " " : Character($0) })
        self.curlCode = curlCode
        self.url = url
        self.redirects = redirects
    }
}

/// How far a fetch had come.
public enum FetchPhase: String, Sendable, Equatable {
    case resolving = "looking up the host"
    case connecting = "connecting"
    case securing = "negotiating TLS"
    case waiting = "waiting for the response"
    case receiving = "receiving the response"
}

extension FetchError: CustomStringConvertible {
    public var description: String { message }
}

extension Unicode.Scalar {
    /// C0, DEL and C1, and the bidirectional controls that can disguise a line of a log.
    var isControl: Bool {
        switch value {
        case 0..<0x20, 0x7f..<0xa0, 0x202a...0x202e, 0x2066...0x2069: true
        default: false
        }
    }
}
