import Fetching
import Glibc
import Testing

/// Everything in the table of behaviours, each by a server of its own.
@Suite(.timeLimit(.minutes(1)))
struct BehaviourTests {
    @Test(arguments: Behaviour.all)
    func isMadeOf(_ behaviour: Behaviour) async throws {
        let web = try FetchingFixture { _, connection in
            let bytes = behaviour.answer.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
            switch behaviour.ending {
            case .leaves: connection.send(bytes)
            case .stays:
                connection.send(bytes)
                connection.waitForClientToLeave()
            case .drips: connection.drip(bytes)
            }
            return false
        }
        let result = await web.get("/") {
            if case .timeout = behaviour.outcome { $0.limits.total = .milliseconds(300) }
        }
        switch (behaviour.outcome, result) {
        case (.answer(let status, let text), .success(let response)):
            #expect(response.status == status && response.text == text)
        case (.failure(let kind), .failure(let error)): #expect(error.kind == kind, "\(error)")
        case (.timeout, .failure(let error)):
            if case .timeout = error.kind {} else { Issue.record("\(error)") }
        default: Issue.record("\(result)")
        }
    }

    @Test func thereAreAHundredAndMore() {
        #expect(Set(Behaviour.all.map(\.name)).count == Behaviour.all.count)
        #expect(Behaviour.all.count + LoopbackWeb.count >= 150)
    }

    /// A second response that nobody asked for must not become the answer to the next request.
    @Test func whatWasNotAskedForIsNotTaken() async throws {
        let web = try FetchingFixture(perHost: 1) { request, connection in
            guard request.path == "/first" else { return connection.send(LoopbackWeb.page("second")) }
            return connection.send(LoopbackWeb.page("first") + LoopbackWeb.page("smuggled"))
        }
        #expect(try await web.get("/first").get().text == "first")
        for _ in 1...3 { #expect(try await web.get("/second").get().text == "second") }
    }

    /// A server may close an idle connection whenever it likes; a request that meets this goes out once more.
    @Test func connectionsThatAreClosedMeanwhileCostNothing() async throws {
        let web = try FetchingFixture(perHost: 1) { request, connection in
            connection.send(LoopbackWeb.page(request.path))
            return request.connection % 2 == 0
        }
        for number in 1...10 { #expect(try await web.get("/\(number)").get().text == "/\(number)") }
    }
}

extension Connection {
    /// Sends byte by byte, until the client leaves.
    func drip(_ bytes: [UInt8]) {
        for byte in bytes {
            guard send([byte]) else { return }
            var leaving = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            if poll(&leaving, 1, 10) != 0 { return }
        }
    }
}
