import Fetching
import Foundation
import Synchronization

/// Posts each line to an address, one after the other. 2xx is success; a redirect is not followed, since it would lose the line.
final class Webhook: HookTarget {
    private let fetcher: Fetcher
    private let url: String
    private let authorization: String?
    private let timeLimit: Duration
    private let ticket = Mutex<FetchTicket?>(nil)

    /// Bytes of an answer that are read; nobody looks at them.
    private static let answerLimitBytes = 64 << 10

    init(url: String, timeLimit: Duration, fetcher: Fetcher) {
        self.url = url
        self.timeLimit = timeLimit
        self.fetcher = fetcher
        authorization = Self.authorization(of: url)
    }

    func hand(_ lines: [HookLine], completion: @escaping @Sendable (HookOutcome) -> Void) {
        post(lines[...], taken: nil, completion)
    }

    func cancel() { ticket.withLock { $0 }?.cancel() }

    private func post(
        _ lines: ArraySlice<HookLine>, taken: Int64?, _ completion: @escaping @Sendable (HookOutcome) -> Void
    ) {
        guard let line = lines.first else { return completion(HookOutcome(taken: taken)) }
        let new = fetcher.fetch(request(line)) { [self] result in
            if let failure = Self.failure(of: result) {
                return completion(HookOutcome(taken: taken, failure: failure))
            }
            post(lines.dropFirst(), taken: line.sequence, completion)
        }
        ticket.withLock { $0 = new }
    }

    private func request(_ line: HookLine) -> FetchRequest {
        var request = FetchRequest(url: url, accept: "*/*")
        request.content = FetchRequest.Content(type: "application/json", bytes: line.bytes)
        request.headers = authorization.map { [("Authorization", $0)] } ?? []
        request.limits.total = timeLimit
        request.limits.connect = min(timeLimit, request.limits.connect)
        request.limits.firstByte = nil
        request.limits.bodyBytes = Self.answerLimitBytes
        request.cutsBody = true
        return request
    }

    private static func failure(of result: Result<FetchResponse, FetchError>) -> String? {
        switch result {
        case .success(let response) where (200..<300).contains(response.status): nil
        case .success(let response): "the server answers \(response.status)"
        case .failure(let error): error.message
        }
    }

    /// The fetcher sends no user name that stands in an address.
    private static func authorization(of url: String) -> String? {
        guard let parts = URLComponents(string: url), let user = parts.user else { return nil }
        return "Basic " + Data("\(user):\(parts.password ?? "")".utf8).base64EncodedString()
    }
}
