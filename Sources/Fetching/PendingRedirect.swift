/// A redirect that the caller wants to decide about: whether the target may be asked, and when.
public struct PendingRedirect: Sendable {
    /// An absolute http or https URL.
    public let target: String
    /// The whole chain so far, this redirect last.
    public let redirects: [Redirect]
    /// Whom the request's own fields are meant for, however far the chain leads away.
    let origin: WebURL
    /// What the servers of the chain set, in libcurl's form; each goes to its own domain only.
    let cookies: [String]
    /// How much of the total time is used up.
    let spent: Duration
}

extension FetchRequest {
    /// The same request, going on at a redirect's target.
    public func continued(_ pending: PendingRedirect) -> FetchRequest {
        var request = self
        request.url = pending.target
        request.continuation = pending
        return request
    }
}
