import FlyingFox
import Foundation

extension LoopbackWeb {
    /// A request as a route sees it and the log keeps it.
    public struct Request: Sendable {
        /// `GET`, `HEAD` …
        public let method: String
        /// The path, percent-encoding undone, without query: `/harbour/`.
        public let path: String
        /// Path and query as they were sent: `/a.html?utm_source=rss`.
        public let target: String
        /// Scheme and host as the client named it in its `Host` header: `http://127.0.0.1:40123`.
        public let origin: String
        /// The client's end of the connection; requests with the same port shared one connection.
        public let clientPort: UInt16
        /// What was posted.
        public let body: [UInt8]
        private let headers: HTTPHeaders

        init(_ request: HTTPRequest) async {
            // A client that goes away while it posts has posted nothing.
            body = Array((try? await request.bodyData) ?? Data())
            method = request.method.rawValue
            path = request.target.path(percentEncoded: false)
            target = request.target.rawValue
            origin = "http://\(request.headers[.host] ?? "")"
            headers = request.headers
            if case .ip4(_, let port)? = request.remoteAddress { clientPort = port } else { clientPort = 0 }
        }

        /// A header's value; the name's case does not matter.
        public func header(_ name: String) -> String? { headers[HTTPHeader(name)] }
    }

    /// What a route answers.
    public struct Response: Sendable {
        /// The HTTP status code.
        public var status: Int
        /// Header names and values; `Content-Length` is added when missing.
        public var headers: [String: String]
        /// The body's bytes, sent as they are.
        public var body: [UInt8]
        /// How long the server waits before it answers.
        public var delay: Duration

        public init(status: Int = 200, headers: [String: String] = [:], body: [UInt8] = [], delay: Duration = .zero) {
            self.status = status
            self.headers = headers
            self.body = body
            self.delay = delay
        }

        /// A page with the content type `text/html; charset=utf-8`, or another one.
        public static func html(_ text: String, type: String = "text/html; charset=utf-8") -> Response {
            Response(headers: ["Content-Type": type], body: Array(text.utf8))
        }

        /// XML with the content type `application/xml`, or a feed's own one.
        public static func xml(_ text: String, type: String = "application/xml") -> Response {
            html(text, type: type)
        }

        /// Plain text.
        public static func text(_ text: String) -> Response {
            html(text, type: "text/plain; charset=utf-8")
        }

        /// A redirect to an absolute or relative address.
        public static func redirect(to location: String, status: Int = 301) -> Response {
            Response(status: status, headers: ["Location": location])
        }

        /// The plain 404.
        public static var notFound: Response {
            Response(status: 404, headers: ["Content-Type": "text/plain"], body: Array("not found\n".utf8))
        }
    }
}
