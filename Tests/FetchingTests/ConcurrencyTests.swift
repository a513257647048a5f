import Fetching
import Foundation
import Testing

@Suite(.serialized, .timeLimit(.minutes(1)))
struct ConcurrencyTests {
    @Test func manyFetchesAtOnceAllEnd() async throws {
        let web = try FetchingFixture(transfers: 200, perHost: 200)
        for round in 1...5 {
            let statuses = await fetchAll(web, 200)
            #expect(statuses.filter { $0 == 200 }.count == 200)
            #expect(web.server.requests.count == round * 200)
        }
    }

    @Test func hostLimitHolds() async throws {
        let web = try FetchingFixture(transfers: 64, perHost: 3)
        #expect(await fetchAll(web, 100).allSatisfy { $0 == 200 })
        #expect(web.server.mostConnections <= 3)
        #expect(web.server.requests.count == 100)
    }

    @Test func totalLimitIsReachedAndHolds() async throws {
        let names = (0..<20).map { "host\($0).test" }
        let gate = Gate(size: 4)
        let web = try FetchingFixture(
            transfers: 4, perHost: 4, hosts: Dictionary(uniqueKeysWithValues: names.map { ($0, ["127.0.0.1"]) })
        ) { request, connection in
            // Nobody gets an answer until four are asking; a fifth would be one too many.
            gate.pass()
            return LoopbackWeb.answer(request, connection)
        }
        let statuses = await withTaskGroup(of: Int?.self) { group in
            for name in names {
                for _ in 0..<5 {
                    group.addTask { try? await web.get(web.server.url("/article", host: name)).get().status }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.count == 100 && statuses.allSatisfy { $0 == 200 })
        #expect(gate.mostInside == 4)
    }

    @Test func slowHostDoesNotHoldUpOthers() async throws {
        let web = try FetchingFixture(perHost: 1, hosts: ["slow.test": ["127.0.0.1"]])
        let slow = web.fetcher.fetch(FetchRequest(url: web.server.url("/silent", host: "slow.test"))) { _ in }
        #expect(try await web.get("/article").get().status == 200)
        slow.cancel()
    }

    @Test func waitingForATurnIsNotCountedAsTransfer() async throws {
        let web = try FetchingFixture(perHost: 1) { request, connection in
            guard request.path == "/slow" else { return LoopbackWeb.answer(request, connection) }
            connection.waitForClientToLeave()
            return false
        }
        async let slow = web.get("/slow") { $0.limits.total = .milliseconds(1_500) }
        async let quick = web.get("/article") { $0.limits.total = .seconds(1) }
        _ = await slow
        // Whichever came first, the quick one had its second for itself.
        #expect(try await quick.get().status == 200)
    }

    @Test func cancellingEndsARunningFetch() async throws {
        let web = try FetchingFixture()
        let result = await withCheckedContinuation { continuation in
            let ticket = web.fetcher.fetch(FetchRequest(url: web.server.url("/silent"))) {
                continuation.resume(returning: $0)
            }
            ticket.cancel()
            ticket.cancel()
        }
        #expect(throws: FetchError.self) { try result.get() }
        guard case .failure(let error) = result else { return }
        #expect(error.kind == .cancelled)
    }

    @Test func cancellingAWaitingFetchGivesNoPlaceAway() async throws {
        let web = try FetchingFixture(perHost: 1)
        let endings = Locked<[FetchError.Kind]>([])
        let tickets = (0..<10).map { _ in
            web.fetcher.fetch(FetchRequest(url: web.server.url("/silent"))) { result in
                if case .failure(let error) = result { endings.withLock { $0.append(error.kind) } }
            }
        }
        for ticket in tickets.reversed() { ticket.cancel() }
        #expect(try await web.get("/article").get().status == 200)
        await web.fetcher.shutdown()
        #expect(endings.withLock { $0 } == Array(repeating: .cancelled, count: 10))
    }

    @Test func cancellingAfterTheEndDoesNothing() async throws {
        let web = try FetchingFixture()
        let count = Locked(0)
        let ticket = Locked<FetchTicket?>(nil)
        await withCheckedContinuation { continuation in
            let new = web.fetcher.fetch(FetchRequest(url: web.server.url("/article"))) { _ in
                count.withLock { $0 += 1 }
                continuation.resume()
            }
            ticket.withLock { $0 = new }
        }
        ticket.withLock { $0?.cancel() }
        await web.fetcher.shutdown()
        #expect(count.withLock { $0 } == 1)
    }

    @Test func shutdownCancelsEverythingThenCallsBack() async throws {
        let web = try FetchingFixture(transfers: 8, perHost: 8)
        let endings = Locked<[FetchError.Kind]>([])
        for _ in 0..<30 {
            web.fetcher.fetch(FetchRequest(url: web.server.url("/silent"))) { result in
                if case .failure(let error) = result { endings.withLock { $0.append(error.kind) } }
            }
        }
        await web.fetcher.shutdown()
        #expect(endings.withLock { $0 } == Array(repeating: .cancelled, count: 30))
        #expect(await web.failure("/article")?.kind == .cancelled)
        await web.fetcher.shutdown()
    }

    @Test func fetcherMayBeForgottenWhileItWorks() async throws {
        let server = try LoopbackServer()
        defer { server.stop() }
        let kind = await withCheckedContinuation { (continuation: CheckedContinuation<FetchError.Kind?, Never>) in
            let allowed = AddressRange("127.0.0.0/8").map { [$0] } ?? []
            let fetcher = try? Fetcher(
                configuration: FetcherConfiguration(userAgent: "test", allowedAddresses: allowed))
            fetcher?.fetch(FetchRequest(url: server.url("/silent"))) { result in
                if case .failure(let error) = result { continuation.resume(returning: error.kind) }
            }
        }
        #expect(kind == .cancelled)
    }

    private func fetchAll(_ web: FetchingFixture, _ count: Int) async -> [Int?] {
        await withTaskGroup(of: Int?.self) { group in
            for _ in 0..<count { group.addTask { try? await web.get("/article").get().status } }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }
}

/// Lets threads through in groups of `size`, and counts how many were inside at one time.
private final class Gate: @unchecked Sendable {
    // Sendable because everything is touched under the condition's lock.
    private let condition = NSCondition()
    private let size: Int
    private var arrived = 0
    private var inside = 0
    private var most = 0

    init(size: Int) { self.size = size }

    var mostInside: Int { condition.withLock { most } }

    func pass() {
        condition.withLock {
            arrived += 1
            inside += 1
            most = max(most, inside)
            let group = (arrived + size - 1) / size * size
            condition.broadcast()
            while arrived < group { condition.wait() }
            inside -= 1
        }
    }
}
