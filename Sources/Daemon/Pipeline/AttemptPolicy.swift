import Fetching
import Scheduling

/// What the answer to an article's request means. Pure.
struct AttemptPolicy: Sendable {
    enum Outcome {
        case page(FetchResponse)
        /// The site says it is not there.
        case gone(String)
        /// It will not be had at any time: forbidden, or no page.
        case refused(String)
        /// A passing failure.
        case again(String)
        /// The daemon is stopping.
        case abandoned
    }

    /// After so many failed attempts an article is given up; with the back-off below that is about two days.
    var limit = 10
    var backoff = Backoff(first: .seconds(60), ceiling: .seconds(12 * 3600), jitter: 0.2)

    static func outcome(of result: Result<FetchResponse, FetchError>) -> Outcome {
        switch result {
        case .success(let response): outcome(of: response)
        case .failure(let error): outcome(of: error)
        }
    }

    private static func outcome(of response: FetchResponse) -> Outcome {
        switch response.status {
        case 206: .again("the server sends a part that nobody asked for")
        case 200..<300: .page(response)
        case 404, 410: .gone("the server answers \(response.status)")
        case 408, 425, 429, 500...: .again("the server answers \(response.status)")
        default: .refused("the server answers \(response.status)")
        }
    }

    private static func outcome(of error: FetchError) -> Outcome {
        switch error.kind {
        case .cancelled: .abandoned
        case .badURL, .unsupportedScheme, .refusedAddress, .insecureRedirect, .tooManyRedirects, .tooLarge,
            .headersTooLarge, .forbiddenRedirect:
            .refused(error.message)
        case .dns, .connect, .tls, .timeout, .incomplete, .protocolError, .badEncoding, .deferredRedirect, .system:
            .again(error.message)
        }
    }
}
