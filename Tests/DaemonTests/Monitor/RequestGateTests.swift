import Testing

@testable import Daemon

/// Who is let in.
@Suite struct RequestGateTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var listen: String?
        var method: String
        var host: String?
        var status: Int?
        var methods = ["GET", "HEAD"]

        var testDescription: String { "\(method) \(listen ?? "socket") \(host ?? "-")" }
    }

    @Test(arguments: rows)
    func requestsAreLetInOrNot(_ row: Row) {
        let gate = RequestGate(address: row.listen.flatMap(LoopbackAddress.init))
        let request = MonitorRequest(row.method, "/", host: row.host)
        #expect(gate.refusal(of: request, methods: row.methods)?.status == row.status)
    }

    static let rows = [
        Row(method: "GET", host: "localhost"),
        Row(method: "GET", host: "anything.example"),
        Row(method: "GET"),
        Row(method: "POST", methods: ["POST"]),
        Row(method: "POST", status: 405),
        Row(method: "BREW", status: 405),
        Row(method: "GET", status: 404, methods: []),
        Row(listen: "127.0.0.1:8017", method: "GET", host: "127.0.0.1:8017"),
        Row(listen: "127.0.0.1:8017", method: "HEAD", host: "localhost:8017"),
        Row(listen: "127.0.0.1:8017", method: "GET", host: "LocalHost:8017"),
        Row(listen: "127.0.0.1:8017", method: "GET", host: "[::1]:8017"),
        Row(listen: "127.0.0.9:8017", method: "GET", host: "127.0.0.9:8017"),
        Row(listen: "127.0.0.1:8017", method: "GET", host: "127.0.0.9:8017", status: 421),
        Row(listen: "127.0.0.1:8017", method: "GET", host: "127.0.0.1", status: 421),
        Row(listen: "127.0.0.1:8017", method: "GET", host: "127.0.0.1:8018", status: 421),
        Row(listen: "127.0.0.1:8017", method: "GET", host: "rebound.example:8017", status: 421),
        Row(listen: "127.0.0.1:8017", method: "GET", host: "localhost.rebound.example:8017", status: 421),
        Row(listen: "127.0.0.1:8017", method: "GET", host: "", status: 421),
        Row(listen: "127.0.0.1:8017", method: "GET", status: 421),
        Row(listen: "127.0.0.1:80", method: "GET", host: "localhost"),
        Row(listen: "127.0.0.1:80", method: "GET", host: "localhost:80"),
        Row(listen: "[::1]:8017", method: "GET", host: "[::1]:8017"),
        Row(listen: "127.0.0.1:8017", method: "POST", host: "localhost:8017", status: 403, methods: ["POST"]),
        Row(listen: "127.0.0.1:8017", method: "POST", host: "evil.example", status: 421, methods: ["POST"]),
    ]

    @Test func aWrongMethodLearnsTheRightOnes() {
        let refused = RequestGate().refusal(of: MonitorRequest("PUT", "/"), methods: ["GET", "HEAD"])
        #expect(refused?.allowed == "GET, HEAD")
    }

    struct Address: CustomTestStringConvertible, Sendable {
        var text: String
        var read: String?

        init(_ text: String, _ read: String?) {
            self.text = text
            self.read = read
        }

        var testDescription: String { text }
    }

    @Test(arguments: [
        Address("127.0.0.1:8017", "127.0.0.1:8017"),
        Address("127.255.3.9:1", "127.255.3.9:1"),
        Address("localhost:65535", "127.0.0.1:65535"),
        Address("[::1]:80", "[::1]:80"),
        Address("0.0.0.0:8017", nil),
        Address("[::]:8017", nil),
        Address("192.168.1.2:8017", nil),
        Address("127.0.0.1", nil),
        Address("127.0.0.1:0", nil),
        Address("127.0.0.1:65536", nil),
        Address("127.0.0.1:+80", nil),
        Address("127.0.0.01:80", nil),
        Address("127.1:80", nil),
        Address("127.0.0.1.evil.example:80", nil),
        Address("::1:80", nil),
        Address(":80", nil),
        Address("", nil),
    ])
    func onlyThisMachineIsListenedOn(_ row: Address) {
        #expect(LoopbackAddress(row.text)?.description == row.read)
    }
}
