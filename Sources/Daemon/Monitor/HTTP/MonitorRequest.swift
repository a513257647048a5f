/// What a client asks the daemon, as far as answers depend on it.
struct MonitorRequest: Equatable, Sendable {
    var method: String
    /// Without the query.
    var path: String
    var query: FormQuery
    /// The Host header.
    var host: String?

    /// - Parameter query: what stands behind the question mark.
    init(_ method: String, _ path: String, query: String = "", host: String? = nil) {
        self.method = method
        self.path = path
        self.query = FormQuery(query)
        self.host = host
    }

    /// Whether it changes nothing (RFC 9110, section 9.2.1).
    var isSafe: Bool { method == "GET" || method == "HEAD" }
}

/// What the daemon answers.
struct MonitorResponse: Equatable, Sendable {
    var status: Int
    var type: String
    var body: [UInt8]
    /// The methods that the address knows, where another one was used.
    var allowed: String?

    init(_ status: Int, _ type: String, _ body: String) {
        self.status = status
        self.type = type
        self.body = Array(body.utf8)
    }

    /// Lines for people.
    static func text(_ status: Int, _ lines: [String]) -> MonitorResponse {
        MonitorResponse(status, "text/plain; charset=utf-8", lines.map { $0 + "\n" }.joined())
    }

    static func text(_ status: Int, _ line: String) -> MonitorResponse { text(status, [line]) }

    static func page(_ html: String) -> MonitorResponse { page(200, html) }

    static func page(_ status: Int, _ html: String) -> MonitorResponse {
        MonitorResponse(status, "text/html; charset=utf-8", html)
    }

    /// Nothing is kept, framed, sniffed or loaded from elsewhere; a page of another origin reads none of it.
    static let securityHeaders = [
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
            + "img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    ]
}
