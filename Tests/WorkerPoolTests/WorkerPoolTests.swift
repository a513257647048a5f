import Foundation
import Synchronization
import Testing
import Worker

@testable import WorkerPool

/// What a pool is for: answers, in order, at the same time, of any size.
@Suite struct WorkerPoolTests {
    @Test func answersAndRefusalsComeBack() async throws {
        let probes = try ProbePool()
        #expect(await probes.run(id: 7, body: [1, 2]) == .success(Reply(id: 7, body: [1, 2])))
        let refusal = Reply(id: 8, outcome: .refused(code: "not-wanted", message: "said so"))
        #expect(await probes.run("refuse", id: 8) == .success(refusal))
        await probes.shutdown()
        #expect(probes.pool.statistics.spawned == 1)
        #expect(probes.pool.statistics.answered == 2)
        #expect(probes.pool.statistics.alive == 0)
    }

    @Test func oneWorkerAnswersInTheOrderOfSubmission() async throws {
        let probes = try ProbePool()
        let order = Mutex<[UInt32]>([])
        await withCheckedContinuation { continuation in
            for id in UInt32(0)..<100 {
                probes.pool.submit(ProbePool.job(id: id)) { result in
                    order.withLock { $0.append((try? result.get().id) ?? .max) }  // A failure is out of order.
                    if id == 99 { continuation.resume() }
                }
            }
        }
        #expect(order.withLock { $0 } == Array(0..<100))
        await probes.shutdown()
    }

    @Test func workersWorkAtTheSameTime() async throws {
        let probes = try ProbePool(count: 3)
        async let first = probes.run("block")
        async let second = probes.run("block")
        #expect(await probes.run(body: [3]) == .success(Reply(id: 1, body: [3])))
        await probes.shutdown(grace: .zero)
        #expect(await [first, second] == [.failure(.shutDown), .failure(.shutDown)])
    }

    @Test func aLaneWithAHundredJobsDelaysNoOther() async throws {
        let probes = try ProbePool()
        let order = Mutex<[UInt32]>([])
        await withCheckedContinuation { continuation in
            for id in UInt32(0)...100 {
                probes.pool.submit(ProbePool.job(id: id), lane: id < 100 ? "many" : "one") { _ in
                    let count = order.withLock {
                        $0.append(id)
                        return $0.count
                    }
                    if count == 101 { continuation.resume() }
                }
            }
        }
        // The worker starts after all are submitted or with some of them; then the other lane's turn is the next.
        let place = try #require(order.withLock { $0.firstIndex(of: 100) })
        #expect(order.withLock { $0.filter { $0 < 100 } } == Array(0..<100))
        #expect(place < 100)
        await probes.shutdown()
    }

    @Test func aLaneThatHangsLeavesAWorkerToTheOthers() async throws {
        let probes = try ProbePool(count: 3)
        async let first = probes.run("block", lane: "slow")
        async let second = probes.run("block", lane: "slow")
        async let third = probes.run("block", lane: "slow")
        for id in UInt32(1)...20 { #expect(await probes.run(id: id, lane: "quick") == .success(Reply(id: id))) }
        await probes.shutdown(grace: .zero)
        #expect(await [first, second, third] == Array(repeating: .failure(.shutDown), count: 3))
    }

    @Test func aThousandJobsOnFourWorkersAreAnsweredOnceEach() async throws {
        let probes = try ProbePool(count: 4) { $0.recycleAfter = 100 }
        let right = await withTaskGroup(of: Bool.self) { group in
            for id in UInt32(0)..<1000 {
                group.addTask {
                    let body = Array("page \(id)".utf8)
                    return await probes.run(id: id, body: body) == .success(Reply(id: id, body: body))
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        await probes.shutdown()
        let statistics = probes.pool.statistics
        #expect(right == 1000)
        #expect(statistics.answered == 1000)
        #expect(statistics.killed == 0)
        #expect(statistics.recycled >= 6)
    }

    @Test func largeBodiesGoBothWays() async throws {
        let probes = try ProbePool(count: 2)
        let body = pages(bytes: 20 << 20)
        async let first = probes.run(body: body)
        async let second = probes.run("large", body: body)
        let isTheSame = try await first.get().body == body
        #expect(isTheSame)
        #expect(try await second.get().body.count == 20 << 20)
        await probes.shutdown()
    }

    @Test func whatFitsIntoNoFrameIsRefusedOnEitherSide() async throws {
        let probes = try ProbePool { $0.memoryLimitBytes = nil }
        let tooLarge = [UInt8](repeating: 0, count: Frame.payloadLimitBytes + 1)
        let unsent = await probes.run(body: tooLarge)
        #expect(unsent == .failure(.unsendable("67108865 bytes are over the limit of 67108864")))
        guard case .refused(let code, _) = try await probes.run("too-large").get().outcome else {
            Issue.record("a reply over the cap came back")
            return
        }
        #expect(code == "reply-too-large")
        await probes.shutdown()
        #expect(probes.pool.statistics.killed == 0)
    }

    @Test func aWorkerIsReplacedAfterItsShareOfJobs() async throws {
        let probes = try ProbePool { $0.recycleAfter = 2 }
        var processes: [String] = []
        for _ in 0..<6 { processes.append(try await probes.ask("pid")) }
        #expect(processes[0] == processes[1] && processes[2] == processes[3] && processes[4] == processes[5])
        #expect(Set(processes).count == 3)
        await probes.shutdown()
        #expect(probes.pool.statistics.recycled == 3)
    }

    @Test func aWorkerHasNothingButItsThreeDescriptorsAndItsLimits() async throws {
        let probes = try ProbePool()
        #expect(openDescriptors(of: try await probes.ask("pid")) == ["0", "1", "2"])
        #expect(try await probes.ask("environment") == "LC_ALL SWIFT_BACKTRACE")
        let limits = try String(contentsOfFile: "/proc/\(try await probes.ask("pid"))/limits", encoding: .utf8)
        #expect(softAndHard("Max address space", limits) == (ProbePool.isSanitized ? "unlimited" : "\(512 << 20)"))
        #expect(softAndHard("Max core file size", limits) == "0")
        #expect(softAndHard("Max open files", limits) == "3")
        await probes.shutdown()
    }

    /// Where both limits are alike, which nobody can raise again, it is the one.
    private func softAndHard(_ name: String, _ limits: String) -> Substring? {
        let line = limits.split(separator: "\n").first { $0.hasPrefix(name) }
        let values = line?.dropFirst(name.count).split(separator: " ").prefix(2) ?? []
        return Set(values).count == 1 ? values.first : nil
    }

    @Test func signalsMeantForTheDaemonDoNotEndAWorker() async throws {
        let probes = try ProbePool()
        #expect(try await probes.ask("interrupt") == "alive")
        await probes.shutdown()
    }

    /// Not the same everywhere, so that a piece that is lost or moved is noticed.
    private func pages(bytes count: Int) -> [UInt8] {
        var body = [UInt8](repeating: 0x70, count: count)
        for index in stride(from: 0, to: count, by: 4099) { body[index] = UInt8(truncatingIfNeeded: index >> 12) }
        return body
    }
}
