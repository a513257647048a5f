/// What to fetch and under which limits: one GET, with the redirects it leads to; or one POST.
public struct FetchRequest: Sendable {
    /// What is posted.
    public struct Content: Sendable {
        /// The Content-Type field.
        public var type: String
        /// The body as it is sent.
        public var bytes: [UInt8]

        public init(type: String, bytes: [UInt8]) {
            self.type = type
            self.bytes = bytes
        }
    }

    /// An absolute http or https URL. A user name, password or fragment in it is left out, and never sent.
    public var url: String
    /// Makes the request conditional, so that an unchanged page is answered with 304 and no body.
    public var validators: Validators?
    /// The Accept field.
    public var accept: String
    /// Further fields, sent to the origin of `url` (and to the same host over https) and to no other: they may be
    /// secret. A field with a control character or a name that is no token is left out.
    public var headers: [(name: String, value: String)]
    public var limits: FetchLimits
    public var httpVersion: HTTPVersionPreference
    /// Whether a redirect from https to http is followed.
    public var allowsDowngrade: Bool
    /// Whether a body beyond its limit is cut there and taken, as for a robots.txt (RFC 9309 section 2.5); otherwise it is
    /// an error.
    public var cutsBody = false
    /// Whether a redirect is handed back as the response's `pending` and not followed.
    public var leavesRedirects = false
    /// Makes the request a POST. A redirect is then handed back, as with `leavesRedirects`.
    public var content: Content?
    /// The chain of redirects that led to `url`.
    var continuation: PendingRedirect?
    /// The User-Agent field in the place of the fetcher's.
    public var userAgent: String?
    /// A proxy as `http://host:port`, also `https`, `socks5` and `socks5h`. The guard then judges the proxy's address, and of
    /// the URL only addresses that stand in it: what a name leads to is the proxy's to know.
    public var proxy: String?

    public init(
        url: String, validators: Validators? = nil,
        accept: String = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        headers: [(name: String, value: String)] = [], limits: FetchLimits = FetchLimits(),
        httpVersion: HTTPVersionPreference = .automatic, allowsDowngrade: Bool = false
    ) {
        self.url = url
        self.validators = validators
        self.accept = accept
        self.headers = headers
        self.limits = limits
        self.httpVersion = httpVersion
        self.allowsDowngrade = allowsDowngrade
    }
}

/// What a server said about the version of a page it sent (RFC 9110 section 8.8), to be handed back unchanged.
public struct Validators: Sendable, Equatable {
    /// The ETag field with its quotes and `W/`, for If-None-Match.
    public var etag: String?
    /// The Last-Modified field as it was sent, for If-Modified-Since.
    public var lastModified: String?

    public init(etag: String? = nil, lastModified: String? = nil) {
        self.etag = etag
        self.lastModified = lastModified
    }
}

/// Which version of HTTP is spoken.
public enum HTTPVersionPreference: Sendable {
    /// HTTP/2 where TLS negotiates it, HTTP/1.1 otherwise.
    case automatic
    /// HTTP/1.1, for servers whose HTTP/2 is broken.
    case http1
}

/// The bounds of one fetch. What crosses one ends with an error that names it.
public struct FetchLimits: Sendable {
    /// Bytes of the body after decompression.
    public var bodyBytes = 16 << 20
    /// Bytes of all header lines of one response, interim responses included.
    public var headerBytes = 128 << 10
    /// Header lines of one response, interim responses included.
    public var headerLines = 1_000
    /// Redirects followed before giving up.
    public var redirects = 10
    /// From the start of a hop until the connection, TLS included, is made.
    public var connect: Duration = .seconds(10)
    /// From the start of a hop until the first byte of its response; nil leaves this to `total`.
    public var firstByte: Duration? = .seconds(30)
    /// The whole fetch, all its redirects included; waiting for a turn is not counted.
    public var total: Duration = .seconds(60)
    /// A transfer slower than this many bytes a second …
    public var lowSpeedBytesPerSecond = 100
    /// … for this long is given up. libcurl counts whole seconds.
    public var lowSpeedTime: Duration = .seconds(20)

    public init() {}
}
