/// A final response, whatever its status: 404 and 304 are answers, not errors.
public struct FetchResponse: Sendable {
    /// The status code (RFC 9110, section 15).
    public let status: Int
    /// The effective URL: where the last redirect led, without fragment or user name.
    public let url: String
    /// The fields of the final response, neither of redirects nor of interim responses.
    public let headers: HTTPHeaders
    /// The decompressed body.
    public let body: [UInt8]
    /// Whether the body went on beyond its limit, in a request that lets it be cut.
    public let isBodyCut: Bool
    /// The redirects followed on the way, first to last.
    public let redirects: [Redirect]
    /// The address the response came from, as text without port.
    public let remoteAddress: String
    public let timing: FetchTiming
    /// `1.0`, `1.1` or `2`.
    public let httpVersion: String
    /// The redirect that this response is, where the request leaves them to the caller.
    public let pending: PendingRedirect?
}

extension FetchResponse {
    /// The media type of Content-Type in lower case, without parameters; nil where the server named none.
    public var mediaType: String? {
        headers["Content-Type"].map { MediaType($0).essence }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The charset parameter of Content-Type as it was spelled.
    public var charset: String? {
        headers["Content-Type"].flatMap { MediaType($0).charset }
    }

    /// What to hand back at the next fetch; nil where the response carries neither validator.
    public var validators: Validators? {
        let found = Validators(etag: headers["ETag"], lastModified: headers["Last-Modified"])
        return found == Validators() ? nil : found
    }

    /// Retry-After as it was sent: seconds or an HTTP date (RFC 9110 section 10.2.3).
    public var retryAfter: String? { headers["Retry-After"] }
}

/// One redirect that was followed.
public struct Redirect: Sendable, Equatable {
    /// 301, 302, 303, 307 or 308.
    public let status: Int
    public let from: String
    public let to: String

    public init(status: Int, from: String, to: String) {
        self.status = status
        self.from = from
        self.to = to
    }
}

/// How long the parts of a fetch took. All but `total` tell of the last hop, each counted from its start, and are
/// zero where the part did not happen, as on a connection that was open already.
public struct FetchTiming: Sendable, Equatable {
    /// When the name was resolved.
    public var dns: Duration = .zero
    /// When the connection was made.
    public var connect: Duration = .zero
    /// When TLS was agreed on.
    public var tls: Duration = .zero
    /// When the first byte of the response came.
    public var firstByte: Duration = .zero
    /// All hops together, without the time spent waiting for a turn.
    public var total: Duration = .zero
}
