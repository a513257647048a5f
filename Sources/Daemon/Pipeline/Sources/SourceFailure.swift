import Fetching
import Scheduling

/// Why a poll brought nothing.
struct SourceFailure: Error {
    /// What a person can do about it. The ledger keeps the raw value.
    enum Kind: String, CaseIterable, Sendable {
        case dns, connect, tls, timeout, refused, redirect, broken
        case robots, robotsUnreadable
        case login, forbidden, missing, gone, busy, server
        /// It came, and is no feed.
        case unreadable
        /// Trouble of our own, and what has no kind.
        case other
    }

    let kind: Kind
    /// In words, for the log and for `copydesk status`.
    let reason: String
    /// What the server asked for.
    var retryAfter: Duration?

    init(_ kind: Kind, _ reason: String) {
        self.kind = kind
        self.reason = reason
    }

    init(_ error: FetchError) {
        let kind: Kind =
            switch error.kind {
            case .dns: .dns
            case .connect: .connect
            case .tls: .tls
            case .timeout: .timeout
            case .refusedAddress: .refused
            case .insecureRedirect, .tooManyRedirects, .badURL, .unsupportedScheme: .redirect
            case .forbiddenRedirect: .robots
            case .deferredRedirect: .robotsUnreadable
            case .incomplete, .protocolError, .badEncoding, .headersTooLarge, .tooLarge: .broken
            case .cancelled, .system: .other
            }
        self.init(kind, error.message)
    }

    /// - Parameter response: neither 2xx nor 304.
    init(_ response: FetchResponse, now: Instant) {
        let kind: Kind =
            switch response.status {
            case 401, 407, 511: .login
            case 402, 403, 451: .forbidden
            case 404: .missing
            case 410: .gone
            case 429, 503: .busy
            case 500...: .server
            default: .other
            }
        self.init(kind, "the server answers \(response.status)")
        retryAfter = response.retryAfter.flatMap { RetryAfter.parse($0, now: now) }
    }
}
