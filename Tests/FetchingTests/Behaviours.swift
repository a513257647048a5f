import Fetching
import Testing

/// Something a server may do: the bytes of its answer, what it does behind them, and what is made of it.
struct Behaviour: Sendable, CustomTestStringConvertible {
    enum Outcome: Sendable {
        case answer(Int, String)
        case failure(FetchError.Kind)
        /// Whatever the phase.
        case timeout

        static func page(_ text: String) -> Outcome { .answer(200, text) }
    }

    enum Ending: Sendable {
        /// Closes the connection.
        case leaves
        /// Says nothing more.
        case stays
        /// Sends a byte every few milliseconds.
        case drips
    }

    let name: String
    let answer: String
    let outcome: Outcome
    let ending: Ending

    init(_ name: String, _ answer: String, _ outcome: Outcome, _ ending: Ending = .leaves) {
        self.name = name
        self.answer = answer
        self.outcome = outcome
        self.ending = ending
    }

    var testDescription: String { name }

    static let all = lengths + chunks + statusLines + fields + statuses + slow
    private static let ok = "HTTP/1.1 200 OK\r\n"
    private static let chunked = ok + "Transfer-Encoding: chunked\r\n\r\n"
}

extension Behaviour {
    /// The length of a body.
    fileprivate static let lengths: [Behaviour] = [
        Behaviour("body longer than its length", ok + "Content-Length: 4\r\n\r\ntext and more", .page("text")),
        Behaviour("length is negative", ok + "Content-Length: -4\r\n\r\ntext", .failure(.protocolError)),
        Behaviour("length is no number", ok + "Content-Length: four\r\n\r\ntext", .failure(.protocolError)),
        Behaviour("length with a sign", ok + "Content-Length: +4\r\n\r\ntext", .page("text")),
        Behaviour("length in hexadecimal", ok + "Content-Length: 0x4\r\n\r\ntext", .page("")),
        Behaviour("length with leading zeros", ok + "Content-Length: 0004\r\n\r\ntext", .page("text")),
        Behaviour("length with blanks around", ok + "Content-Length:   4  \r\n\r\ntext", .page("text")),
        Behaviour("length beyond 64 bits", ok + "Content-Length: 99999999999999999999\r\n\r\ntext", .page("text")),
        Behaviour(
            "length of eight exabytes", ok + "Content-Length: 9223372036854775807\r\n\r\ntext", .failure(.incomplete)),
        Behaviour("length twice the same", ok + "Content-Length: 4\r\nContent-Length: 4\r\n\r\ntext", .page("text")),
        Behaviour(
            "length twice, different", ok + "Content-Length: 4\r\nContent-Length: 9\r\n\r\ntext", .failure(.incomplete)),
        Behaviour("lengths in one list", ok + "Content-Length: 4, 4\r\n\r\ntext", .page("text")),
        Behaviour("length is empty", ok + "Content-Length:\r\n\r\ntext", .failure(.protocolError)),
        Behaviour("length zero with a body", ok + "Content-Length: 0\r\n\r\ntext", .page("")),
        Behaviour(
            "length beside chunks",
            ok + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n4\r\ntext\r\n0\r\n\r\n", .page("text")),
        Behaviour(
            "chunks beside a length",
            ok + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n4\r\ntext\r\n0\r\n\r\n", .page("text")),
        Behaviour("no length, until the end", ok + "\r\ntext", .page("text")),
        Behaviour("no length and kept open", ok + "\r\ntext", .timeout, .stays),
    ]
}

extension Behaviour {
    /// Chunks (RFC 9112, section 7.1).
    fileprivate static let chunks: [Behaviour] = [
        Behaviour("chunk size in capitals", chunked + "A\r\n0123456789\r\n0\r\n\r\n", .page("0123456789")),
        Behaviour("chunk size with leading zeros", chunked + "0000004\r\ntext\r\n0\r\n\r\n", .page("text")),
        Behaviour(
            "chunk size beyond 64 bits", chunked + "fffffffffffffffff\r\ntext\r\n0\r\n\r\n", .failure(.incomplete)),
        Behaviour("chunk size of 64 bits", chunked + "ffffffffffffffff\r\ntext\r\n0\r\n\r\n", .failure(.incomplete)),
        Behaviour("chunk size is negative", chunked + "-4\r\ntext\r\n0\r\n\r\n", .failure(.incomplete)),
        Behaviour("chunk size is empty", chunked + "\r\ntext\r\n0\r\n\r\n", .failure(.incomplete)),
        Behaviour("chunk size with 0x", chunked + "0x4\r\ntext\r\n0\r\n\r\n", .failure(.protocolError)),
        Behaviour("chunk with an extension", chunked + "4;name=value\r\ntext\r\n0\r\n\r\n", .page("text")),
        Behaviour(
            "chunk with a long extension",
            chunked + "4;" + String(repeating: "x", count: 10_000) + "\r\ntext\r\n0\r\n\r\n", .page("text")),
        Behaviour("chunk without its line end", chunked + "4\r\ntext0\r\n\r\n", .failure(.incomplete)),
        Behaviour("chunk shorter than it says", chunked + "9\r\ntext\r\n0\r\n\r\n", .failure(.incomplete)),
        Behaviour("chunk longer than it says", chunked + "2\r\ntext\r\n0\r\n\r\n", .failure(.incomplete)),
        Behaviour("chunks with bare line feeds", chunked + "4\ntext\n0\n\n", .page("text")),
        Behaviour("chunks without the last one", chunked + "4\r\ntext\r\n", .failure(.incomplete)),
        Behaviour("chunks end in the last size", chunked + "4\r\ntext\r\n0", .failure(.incomplete)),
        Behaviour("last chunk without the blank line", chunked + "4\r\ntext\r\n0\r\n", .failure(.incomplete)),
        Behaviour("chunks of one byte", chunked + "1\r\nt\r\n1\r\ne\r\n1\r\nx\r\n1\r\nt\r\n0\r\n\r\n", .page("text")),
        Behaviour(
            "chunks and trailers", chunked + "4\r\ntext\r\n0\r\nA: b\r\nContent-Length: 99\r\n\r\n", .page("text")),
        Behaviour("trailers without end", chunked + "4\r\ntext\r\n0\r\nA: b\r\n", .failure(.incomplete)),
        Behaviour("only the last chunk", chunked + "0\r\n\r\n", .page("")),
        Behaviour(
            "chunked twice", ok + "Transfer-Encoding: chunked, chunked\r\n\r\n4\r\ntext\r\n0\r\n\r\n", .page("text")),
        Behaviour(
            "chunked spelled otherwise", ok + "transfer-encoding: CHUNKED\r\n\r\n4\r\ntext\r\n0\r\n\r\n", .page("text")),
        Behaviour("an unknown transfer coding", ok + "Transfer-Encoding: rot13\r\n\r\ngrkg", .failure(.badEncoding)),
        Behaviour(
            "identity as transfer coding", ok + "Transfer-Encoding: identity\r\nContent-Length: 4\r\n\r\ntext",
            .page("text")),
        Behaviour(
            "chunks in HTTP/1.0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\ntext\r\n0\r\n\r\n",
            .page("text")),
    ]
}

extension Behaviour {
    /// Status lines, and what stands in their place.
    fileprivate static let statusLines: [Behaviour] = [
        Behaviour("status line without a reason", "HTTP/1.1 200\r\nContent-Length: 4\r\n\r\ntext", .page("text")),
        Behaviour("status line with two blanks", "HTTP/1.1  200 OK\r\nContent-Length: 4\r\n\r\ntext", .page("text")),
        Behaviour("version in small letters", "http/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntext", .page("text")),
        Behaviour("HTTP/2 without TLS", "HTTP/2 200\r\nContent-Length: 4\r\n\r\ntext", .page("text")),
        Behaviour("HTTP/1.2", "HTTP/1.2 200 OK\r\nContent-Length: 4\r\n\r\ntext", .failure(.protocolError)),
        Behaviour("HTTP/3.0", "HTTP/3.0 200 OK\r\nContent-Length: 4\r\n\r\ntext", .failure(.protocolError)),
        Behaviour("HTTP/0.9 without a header", "text and nothing else", .failure(.protocolError)),
        Behaviour("ICY in place of HTTP", "ICY 200 OK\r\nContent-Length: 4\r\n\r\ntext", .failure(.protocolError)),
        Behaviour("status of two digits", "HTTP/1.1 20 OK\r\nContent-Length: 4\r\n\r\ntext", .failure(.protocolError)),
        Behaviour(
            "status of four digits", "HTTP/1.1 2000 OK\r\nContent-Length: 4\r\n\r\ntext", .failure(.protocolError)),
        Behaviour("status zero", "HTTP/1.1 000 OK\r\nContent-Length: 4\r\n\r\ntext", .failure(.protocolError)),
        Behaviour("status 999", "HTTP/1.1 999 No\r\nContent-Length: 4\r\n\r\ntext", .answer(999, "text")),
        Behaviour("status 600", "HTTP/1.1 600 Odd\r\nContent-Length: 4\r\n\r\ntext", .answer(600, "text")),
        Behaviour(
            "blank line before the status line", "\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntext",
            .failure(.protocolError)),
        Behaviour("bare line feeds", "HTTP/1.1 200 OK\nContent-Length: 4\n\ntext", .page("text")),
        Behaviour("bare carriage returns", "HTTP/1.1 200 OK\rContent-Length: 4\r\rtext", .failure(.incomplete)),
        Behaviour("a greeting of another protocol", "220 mail.example ESMTP ready\r\n", .failure(.protocolError)),
        Behaviour("an SSH greeting", "SSH-2.0-OpenSSH_9.2\r\n", .failure(.protocolError)),
        Behaviour("a TLS alert", "\u{15}\u{3}\u{1}\0\u{2}\u{2}(", .failure(.protocolError)),
    ]
}

extension Behaviour {
    /// Header fields and interim responses.
    fileprivate static let fields: [Behaviour] = [
        Behaviour("no fields", ok + "\r\ntext", .page("text")),
        Behaviour(
            "a field without colon", ok + "Content-Length: 4\r\nwhat is this\r\n\r\ntext", .failure(.protocolError)),
        Behaviour("a field without name", ok + "Content-Length: 4\r\n: empty\r\n\r\ntext", .page("text")),
        Behaviour("a blank before the colon", ok + "Content-Length : 4\r\n\r\ntext", .page("text")),
        Behaviour("NUL in a field", ok + "Content-Length: 4\r\nX-Nul: a\0b\r\n\r\ntext", .failure(.protocolError)),
        Behaviour(
            "a folded first field", ok + " folded: yes\r\nContent-Length: 4\r\n\r\ntext", .failure(.protocolError)),
        Behaviour(
            "a field of 64 KiB",
            ok + "Content-Length: 4\r\nX-Long: " + String(repeating: "y", count: 65_000) + "\r\n\r\ntext", .page("text")
        ),
        Behaviour(
            "nine hundred fields",
            ok + "Content-Length: 4\r\n" + String(repeating: "A: b\r\n", count: 900) + "\r\ntext", .page("text")),
        Behaviour(
            "two thousand fields",
            ok + "Content-Length: 4\r\n" + String(repeating: "A: b\r\n", count: 2_000) + "\r\ntext",
            .failure(.headersTooLarge)),
        Behaviour(
            "100 before the response", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntext",
            .page("text")),
        Behaviour(
            "102 and 103 before it",
            "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntext",
            .page("text")),
        Behaviour(
            "100 with a length",
            "HTTP/1.1 100 Continue\r\nContent-Length: 5\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntext",
            .page("text")),
        Behaviour(
            "101 that nobody asked for",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n\u{81}\u{4}text", .failure(.protocolError)),
        Behaviour("only a 100", "HTTP/1.1 100 Continue\r\n\r\n", .failure(.incomplete)),
        Behaviour("only a 100 and silence", "HTTP/1.1 100 Continue\r\n\r\n", .timeout, .stays),
    ]
}

extension Behaviour {
    /// Statuses out of the ordinary, and redirects that lead nowhere.
    fileprivate static let statuses: [Behaviour] = [
        Behaviour("204 with a body", "HTTP/1.1 204 No Content\r\nContent-Length: 4\r\n\r\ntext", .answer(204, "")),
        Behaviour("304 with a body", "HTTP/1.1 304 Not Modified\r\nContent-Length: 4\r\n\r\ntext", .answer(304, "")),
        Behaviour("205 without a body", "HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n", .answer(205, "")),
        Behaviour(
            "206 that nobody asked for",
            "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-3/9\r\nContent-Length: 4\r\n\r\ntext",
            .answer(206, "text")),
        Behaviour("416", "HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0\r\n\r\n", .answer(416, "")),
        Behaviour(
            "401 with a challenge",
            "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
            .answer(401, "")),
        Behaviour(
            "407 from no proxy",
            "HTTP/1.1 407 Proxy\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n", .answer(407, "")
        ),
        Behaviour("421", "HTTP/1.1 421 Misdirected\r\nContent-Length: 0\r\n\r\n", .answer(421, "")),
        Behaviour(
            "426 with an upgrade", "HTTP/1.1 426 Upgrade Required\r\nUpgrade: h2c\r\nContent-Length: 0\r\n\r\n",
            .answer(426, "")),
        Behaviour(
            "redirect without an address", "HTTP/1.1 301 Moved\r\nLocation:\r\nContent-Length: 0\r\n\r\n",
            .answer(301, "")),
        Behaviour(
            "redirect to a script", "HTTP/1.1 302 Found\r\nLocation: javascript:alert(1)\r\nContent-Length: 0\r\n\r\n",
            .failure(.badURL)),
        Behaviour(
            "redirect to data", "HTTP/1.1 302 Found\r\nLocation: data:text/html,text\r\nContent-Length: 0\r\n\r\n",
            .failure(.badURL)),
        Behaviour(
            "redirect to mail", "HTTP/1.1 302 Found\r\nLocation: mailto:desk@example.org\r\nContent-Length: 0\r\n\r\n",
            .failure(.badURL)),
        Behaviour(
            "redirect to a host without a name",
            "HTTP/1.1 302 Found\r\nLocation: http:///path\r\nContent-Length: 0\r\n\r\n", .failure(.dns)),
        Behaviour(
            "redirect to a port beyond all",
            "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:70000/\r\nContent-Length: 0\r\n\r\n", .failure(.badURL)),
    ]
}

extension Behaviour {
    /// Answers that come, but not in time.
    fileprivate static let slow: [Behaviour] = [
        Behaviour("slow status line", String(repeating: "HTTP/1.1 200 OK ", count: 100), .timeout, .drips),
        Behaviour("slow header", ok + String(repeating: "A: b\r\n", count: 900), .timeout, .drips),
        Behaviour("slow interim responses", String(repeating: "HTTP/1.1 100 C\r\n\r\n", count: 900), .timeout, .drips),
        Behaviour(
            "slow body", ok + "Content-Length: 9000\r\n\r\n" + String(repeating: "x", count: 9_000), .timeout, .drips),
        Behaviour("slow chunks", chunked + String(repeating: "1\r\nx\r\n", count: 900), .timeout, .drips),
        Behaviour("silence behind the header", ok + "Content-Length: 4\r\n\r\n", .timeout, .stays),
        Behaviour("silence within a chunk", chunked + "9\r\ntext", .timeout, .stays),
        Behaviour("silence within the last chunk", chunked + "4\r\ntext\r\n0\r\n", .timeout, .stays),
    ]
}
