import Foundation

/// The scripted answers of the loopback server, by path.
enum LoopbackWeb {
    static let answer: LoopbackServer.Handler = { request, connection in
        let path = request.path.split(separator: "?").first.map(String.init) ?? request.path
        if let fixed = pages[path] { return connection.send(fixed) }
        if let fault = faults[path] {
            fault(request, connection)
            return false
        }
        return connection.send(page("not here", status: "404 Not Found"))
    }

    static func page(
        _ body: String, status: String = "200 OK", type: String = "text/html; charset=utf-8", _ fields: String...
    ) -> String {
        page(body, status: status, type: type, fields: fields)
    }

    private static func page(_ body: String, status: String, type: String, fields: [String]) -> String {
        let more = fields.map { "\($0)\r\n" }.joined()
        return "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\(more)\r\n\(body)"
    }

    static func redirect(_ status: Int, to location: String, body: String = "", _ fields: String...) -> String {
        page(body, status: "\(status) Moved", type: "text/html", fields: ["Location: \(location)"] + fields)
    }

    /// How many behaviours stand in the two tables.
    static var count: Int { pages.count + faults.count }

    /// Answers that keep the connection open.
    private static let pages: [String: String] = [
        "/": page("home"),
        "/article": page("<p>Text</p>", "ETag: W/\"v1\"", "Last-Modified: Mon, 02 Mar 2026 08:00:00 GMT"),
        "/not-modified": "HTTP/1.1 304 Not Modified\r\nETag: W/\"v1\"\r\n\r\n",
        "/no-content": "HTTP/1.1 204 No Content\r\n\r\n",
        "/busy": page("later", status: "503 Service Unavailable", "Retry-After: 120"),
        "/odd-type": page("x", type: "Text/HTML ; Charset=\"ISO-8859-1\""),
        "/latin": page("x", "X-Name: Caf\u{e9}"),
        "/folded": "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nX-Long: one\r\n two\r\n\r\nx",
        "/repeated": page("x", "X-Many: one", "x-many: two"),
        "/chunked":
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nX-Late: trailer\r\n\r\n",
        "/early-hints": "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\nX-Early: 1\r\n\r\n" + page("final"),
        "/301": redirect(301, to: "/article"), "/302": redirect(302, to: "/article"),
        "/303": redirect(303, to: "/article"), "/307": redirect(307, to: "/article"),
        "/308": redirect(308, to: "/article", body: "moved"),
        "/300": redirect(300, to: "/article"),
        "/no-location": page("nowhere", status: "302 Found"),
        "/loop": redirect(302, to: "/loop"),
        "/relative/here": redirect(302, to: "../article?x=1#part"),
        "/spaces": redirect(302, to: "/article?q=a b\u{fc}"),
        "/to-file": redirect(302, to: "file:///etc/passwd"),
        "/to-gopher": redirect(302, to: "gopher://127.0.0.1:70/1"),
        "/to-garbage": redirect(302, to: "http://[::zz]/"),
        "/to-metadata": redirect(302, to: "http://169.254.169.254/latest/meta-data/"),
        "/to-private": redirect(301, to: "http://10.0.0.1/"),
        "/to-user": redirect(302, to: "//user:secret@127.0.0.1:1/"),
        "/chain/1": redirect(301, to: "/chain/2"), "/chain/2": redirect(302, to: "/chain/3"),
        "/chain/3": redirect(307, to: "/article"),
    ]

    private typealias Fault = @Sendable (LoopbackServer.Request, Connection) -> Void

    /// Answers after which the connection is over.
    private static let faults: [String: Fault] = [
        "/empty": { _, _ in },
        "/reset": { _, connection in connection.resetOnClose() },
        "/reset-in-body": { _, connection in
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\npart")
            connection.resetOnClose()
        },
        "/garbage": { _, connection in connection.send("\u{1}\u{2} this is not HTTP at all\r\n\r\n") },
        "/old": { _, connection in connection.send("HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nuntil the end")
        },
        "/short": { _, connection in connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this") },
        "/cut-header": { _, connection in connection.send("HTTP/1.1 200 OK\r\nContent-Ty") },
        "/bad-chunk": { _, connection in
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n")
        },
        "/cut-chunk": { _, connection in
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")
        },
        "/silent": { _, connection in connection.waitForClientToLeave() },
        "/stalled-header": { _, connection in
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
            connection.waitForClientToLeave()
        },
        "/stalled-body": { _, connection in
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\npart")
            connection.waitForClientToLeave()
        },
        "/endless": { _, connection in
            let chunk = "1000\r\n" + String(repeating: "x", count: 0x1000) + "\r\n"
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            while connection.send(chunk) {}
        },
        "/endless-redirect": { _, connection in
            let chunk = "1000\r\n" + String(repeating: "x", count: 0x1000) + "\r\n"
            connection.send("HTTP/1.1 302 Found\r\nLocation: /article\r\nTransfer-Encoding: chunked\r\n\r\n")
            while connection.send(chunk) {}
        },
        "/header-flood": { _, connection in
            connection.send("HTTP/1.1 200 OK\r\n")
            while connection.send("X-Flood: " + String(repeating: "y", count: 1_000) + "\r\n") {}
        },
        "/line-flood": { _, connection in
            connection.send("HTTP/1.1 200 OK\r\n")
            while connection.send(String(repeating: "A: b\r\n", count: 100)) {}
        },
        "/long-line": { _, connection in
            connection.send("HTTP/1.1 200 OK\r\nX-Long: ")
            while connection.send(String(repeating: "z", count: 10_000)) {}
        },
        "/interim-flood": { _, connection in while connection.send("HTTP/1.1 100 Continue\r\n\r\n") {} },
        "/gzip": { _, connection in connection.send(compressed(Gzip.stored(Array("plain text".utf8)))) },
        "/gzip-bomb": { _, connection in connection.send(compressed(Gzip.bomb(bytes: 64 << 20))) },
        "/gzip-broken": { _, connection in connection.send(compressed(Array("this is no gzip stream".utf8))) },
    ]

    private static func compressed(_ body: [UInt8]) -> [UInt8] {
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(body.count)\r\n"
        return Array((head + "Connection: close\r\n\r\n").utf8) + body
    }
}
