import FlyingFox
import FlyingSocks
import Foundation
import Logging
import Synchronization

/// Listens at one place and answers from a closure.
///
/// A place that cannot be had is no reason to stop delivering: it is an error in the log, said once, and tried again every few
/// seconds, so that it is there as soon as it is free.
final class MonitorServer: Sendable {
    typealias Answer = @Sendable (MonitorRequest) async -> MonitorResponse

    enum Place: Equatable, Sendable, CustomStringConvertible {
        case socket(String)
        case tcp(LoopbackAddress)

        var description: String {
            switch self {
            case .socket(let path): path
            case .tcp(let address): "http://\(address)/"
            }
        }
    }

    let place: Place
    private let log: Logger
    private let answer: Answer
    private let task = Mutex<Task<Void, Never>?>(nil)

    private static let pause = Duration.seconds(5)
    /// No request has a body that is of interest.
    private static let bodyBytes = 4096

    init(_ place: Place, log: Logger, answer: @escaping Answer) {
        self.place = place
        self.log = log
        self.answer = answer
    }

    /// Returns at once.
    func start() {
        task.withLock { $0 = Task { await self.serve() } }
    }

    /// Listens no more, and takes the socket's file away.
    func stop() {
        task.withLock { task in
            task?.cancel()
            task = nil
        }
        if case .socket(let path) = place { SocketFile(path).removeOwn() }
    }

    private func serve() async {
        var known = ""
        while !Task.isCancelled {
            let trouble = await listen()
            guard !Task.isCancelled else { return }
            if trouble != known {
                log.error("nobody can look in", metadata: ["at": "\(place)", "reason": "\(trouble)"])
            }
            known = trouble
            // Cancelled: the loop ends.
            try? await Task.sleep(for: Self.pause)
        }
    }

    /// Serves until something stands in the way.
    /// - Returns: what that is.
    private func listen() async -> String {
        do {
            let server = try makeServer()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                group.addTask {
                    try await server.waitUntilListening(timeout: 60)
                    try self.opened()
                }
                defer { group.cancelAll() }
                while try await group.next() != nil {}
            }
            return "it has ended"
        } catch {
            return "\(error)"
        }
    }

    private func opened() throws {
        if case .socket(let path) = place { try SocketFile(path).restrict() }
        log.info("listening", metadata: ["at": "\(place)"])
    }

    private func makeServer() throws -> HTTPServer {
        let pool = BoundedPool(pool: HTTPServer.defaultPool())
        var configuration: HTTPServer.Configuration
        switch place {
        case .socket(let path):
            try SocketFile(path).clear()
            configuration = HTTPServer.Configuration(address: .unix(path: path), pool: pool, logger: .disabled)
        case .tcp(let address):
            switch address.host {
            case .v4(let host):
                configuration = HTTPServer.Configuration(
                    address: try .inet(ip4: host, port: address.port), pool: pool, logger: .disabled)
            case .v6:
                configuration = HTTPServer.Configuration(
                    address: .loopback(port: address.port), pool: pool, logger: .disabled)
            }
        }
        configuration.timeout = 60
        configuration.sharedRequestBufferSize = Self.bodyBytes
        configuration.sharedRequestReplaySize = Self.bodyBytes
        return HTTPServer(
            config: configuration,
            handler: ClosureHTTPHandler { [answer] request in
                let asked = MonitorRequest(
                    request.method.rawValue, request.path, query: request.target.query(percentEncoded: true),
                    host: request.headers[.host])
                return HTTPResponse(await answer(asked), isHead: asked.method == "HEAD")
            })
    }
}

extension HTTPResponse {
    fileprivate init(_ response: MonitorResponse, isHead: Bool) {
        var headers: [HTTPHeader: String] = [
            .contentType: response.type, .contentLength: "\(response.body.count)",
        ]
        for (name, value) in MonitorResponse.securityHeaders { headers[HTTPHeader(name)] = value }
        headers[HTTPHeader("Allow")] = response.allowed
        self.init(
            statusCode: HTTPStatusCode(response.status, phrase: ReasonPhrase.of(response.status)),
            headers: HTTPHeaders(headers), body: isHead ? Data() : Data(response.body))
    }
}

/// The reason phrases of RFC 9110, section 15, that are used here.
private enum ReasonPhrase {
    static func of(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 409: "Conflict"
        case 421: "Misdirected Request"
        case 503: "Service Unavailable"
        default: "Internal Server Error"
        }
    }
}
