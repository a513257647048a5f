/// The web that tests and the demo read: HTTP/1.1 servers on loopback addresses, nothing else.
///
/// `LoopbackWeb` is the plain server: a closure or a table of paths in, a record of every request out.
/// `SampleSites` serves the three news sites bundled here, `CorpusWeb` the pages of a corpus directory.
/// Nothing in this target is part of the daemon, and nothing here reaches a network.
import FlyingFox
import FlyingSocks
import Synchronization

/// A web server on one loopback address that answers from a route and records every request.
///
/// The record is owned by a `RequestLog`; everything else is constant. The server ends with `stop()`, or when
/// the last reference to it goes away.
public final class LoopbackWeb: Sendable {
    /// Answers one request; nil means 404.
    public typealias Route = @Sendable (Request) async -> Response?

    /// The address listened on, for example `127.0.0.2`.
    public let host: String
    /// The TCP port listened on.
    public let port: UInt16
    /// Scheme, host and port, without a slash at the end: `http://127.0.0.2:40123`.
    public var origin: String { "http://\(host):\(port)" }
    /// Every request so far, in order of arrival.
    public var requests: [LoggedRequest] { log.requests }

    private let server: HTTPServer
    private let running: Task<Void, Never>
    private let log: RequestLog

    /// Starts a server that answers from a closure. Port 0 takes any free port.
    public static func start(
        host: String = "127.0.0.1", port: UInt16 = 0, route: @escaping Route
    ) async throws(SampleWebError) -> LoopbackWeb {
        let log = RequestLog()
        let server = try makeServer(host: host, port: port) { request in
            let request = await Request(request)
            let entry = log.begin(request)
            defer { log.end(entry) }
            let response = await route(request) ?? .notFound
            await pause(response.delay)
            return response.conditional(on: request).encoded(for: request)
        }
        let running = try await run(server, name: "\(host):\(port)")
        guard case .ip4(_, let boundPort)? = await server.listeningAddress else {
            running.cancel()
            throw .cannotListen("\(host):\(port): the socket has no address")
        }
        return LoopbackWeb(host: host, port: boundPort, server: server, running: running, log: log)
    }

    /// Starts a server that answers from a table of paths without query, for example `["/a.html": .html("…")]`.
    public static func start(
        host: String = "127.0.0.1", port: UInt16 = 0, pages: [String: Response]
    ) async throws(SampleWebError) -> LoopbackWeb {
        try await start(host: host, port: port) { pages[$0.path] }
    }

    /// Every request so far for one path, whatever its query.
    public func requests(for path: String) -> [LoggedRequest] {
        requests.filter { $0.request.path == path }
    }

    /// Closes the listening socket and every connection.
    public func stop() async {
        await server.stop()
        running.cancel()
    }

    private init(host: String, port: UInt16, server: HTTPServer, running: Task<Void, Never>, log: RequestLog) {
        self.host = host
        self.port = port
        self.server = server
        self.running = running
        self.log = log
    }

    deinit { running.cancel() }
}

/// What can go wrong in starting a web, as a caller can act on it.
public enum SampleWebError: Error, Sendable {
    /// The address or port is not to be had; the text says which and why. Another address may do.
    case cannotListen(String)
    /// A bundled or named folder or file cannot be read.
    case unreadable(String)
}

/// A test that wants a server to hang sets a long delay, so a handler may take as long as it likes.
private let handlerTimeoutSeconds = 3600.0

private func makeServer(
    host: String, port: UInt16, answer: @escaping @Sendable (HTTPRequest) async -> HTTPResponse
) throws(SampleWebError) -> HTTPServer {
    do {
        let configuration = HTTPServer.Configuration(
            address: try .inet(ip4: host, port: port), timeout: handlerTimeoutSeconds, logger: .disabled)
        return HTTPServer(config: configuration, handler: ClosureHTTPHandler(answer))
    } catch {
        throw .cannotListen("\(host):\(port): \(error)")
    }
}

/// Runs the server in a task of its own and returns as soon as it listens or has failed to.
private func run(_ server: HTTPServer, name: String) async throws(SampleWebError) -> Task<Void, Never> {
    let (outcomes, outcome) = AsyncStream.makeStream(of: (any Error)?.self)
    let running = Task {
        do {
            try await server.run()
        } catch {
            outcome.yield(error)
        }
    }
    let waiting = Task {
        do {
            try await server.waitUntilListening(timeout: 10)
            outcome.yield(nil)
        } catch {
            outcome.yield(error)
        }
    }
    for await failure in outcomes {
        waiting.cancel()
        guard let failure else { return running }
        running.cancel()
        throw .cannotListen("\(name): \(failure)")
    }
    throw .cannotListen(name)
}

private func pause(_ delay: Duration) async {
    guard delay > .zero else { return }
    // A cancelled sleep means that the server is stopping: then there is nobody left to answer.
    try? await Task.sleep(for: delay)
}
