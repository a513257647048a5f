import Fetching
import Foundation

/// A loopback server and a fetcher that may dial it.
final class FetchingFixture: Sendable {
    let server: LoopbackServer
    let fetcher: Fetcher

    init(
        transfers: Int = 64, perHost: Int = 4, allowed: [String] = ["127.0.0.0/8"],
        hosts: [String: [String]] = [:], handler: @escaping LoopbackServer.Handler = LoopbackWeb.answer
    ) throws {
        server = try LoopbackServer(handler: handler)
        fetcher = try Fetcher(
            configuration: FetcherConfiguration(
                userAgent: "Copydesk/0.1 (+https://copydesk.example/bot)",
                allowedAddresses: allowed.compactMap(AddressRange.init), maximumTransfers: transfers,
                maximumPerHost: perHost, hostAddresses: hosts))
    }

    deinit {
        server.stop()
    }

    /// Fetches a path of the loopback server.
    func get(_ path: String, _ change: (inout FetchRequest) -> Void = { _ in }) async -> Result<
        FetchResponse, FetchError
    > {
        var request = FetchRequest(url: path.contains("://") ? path : server.url(path))
        change(&request)
        return await fetcher.get(request)
    }

    /// The error kind a path ends with; nil when it ends with a response.
    func failure(_ path: String, _ change: (inout FetchRequest) -> Void = { _ in }) async -> FetchError? {
        switch await get(path, change) {
        case .success: nil
        case .failure(let error): error
        }
    }
}

extension Fetcher {
    func get(_ request: FetchRequest) async -> Result<FetchResponse, FetchError> {
        await withCheckedContinuation { continuation in
            fetch(request) { continuation.resume(returning: $0) }
        }
    }

    func shutdown() async {
        await withCheckedContinuation { continuation in
            shutdown { continuation.resume() }
        }
    }
}

extension FetchResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}
