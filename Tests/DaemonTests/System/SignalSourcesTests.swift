import Dispatch
import Foundation
import Testing

@testable import Daemon

/// Signals concern the whole process, so these run one after another.
@Suite(.serialized) struct SignalSourcesTests {
    @Test(arguments: DaemonSignal.allCases)
    func aSignalBecomesACallOnTheQueue(_ signal: DaemonSignal) throws {
        let queue = DispatchQueue(label: "signals")
        let arrived = DispatchSemaphore(value: 0)
        let sources = SignalSources(queue: queue) { received in
            dispatchPrecondition(condition: .onQueue(queue))
            if received == signal { arrived.signal() }
        }
        for _ in 0..<3 {
            #expect(kill(getpid(), signal.number) == 0)
            try #require(arrived.wait(timeout: .now() + 5) == .success)
        }
        sources.cancel()
        #expect(disposition(signal) == nil, "the default effect is back")
        sources.cancel()
    }

    @Test func theOwnersEndIsTheSourcesEnd() throws {
        var sources: SignalSources? = SignalSources([.hangUp], queue: .global()) { _ in }
        #expect(sources != nil)
        #expect(disposition(.hangUp) != nil)
        sources = nil
        #expect(disposition(.hangUp) == nil)
    }

    @Test func signalsThatWereNotAskedForKeepTheirEffect() {
        let sources = SignalSources([.hangUp], queue: .global()) { _ in }
        defer { sources.cancel() }
        #expect(disposition(.terminate) == nil)
    }

    @Test func aSuccessorListensAtOnce() throws {
        let arrived = DispatchSemaphore(value: 0)
        for _ in 0..<20 {
            let sources = SignalSources([.hangUp], queue: .global()) { _ in arrived.signal() }
            #expect(kill(getpid(), SIGHUP) == 0)
            try #require(arrived.wait(timeout: .now() + 5) == .success)
            sources.cancel()
        }
    }

    @Test func aChildWithAnEmptyMaskStillEndsBySIGTERM() throws {
        let sources = SignalSources(queue: .global()) { _ in }
        defer { sources.cancel() }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var child = pid_t()
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sleep"), strdup("5"), nil]
        defer { for argument in arguments { free(argument) } }
        try #require(posix_spawn(&child, "/bin/sleep", nil, &attributes, &arguments, nil) == 0)
        #expect(kill(child, SIGTERM) == 0)
        var status: Int32 = 0
        #expect(waitpid(child, &status, 0) == child)
        #expect(status & 0x7F == SIGTERM, "ended by the signal")
    }

    @Test func aBrokenPipeIsAnError() throws {
        SignalSources.ignoreBrokenPipes()
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        close(ends[0])
        #expect(write(ends[1], "x", 1) == -1)
        #expect(errno == EPIPE)
        close(ends[1])
    }

    /// The address of the handler, or `nil` for the default effect.
    private func disposition(_ signal: DaemonSignal) -> Int? {
        var action = sigaction()
        sigaction(signal.number, nil, &action)
        return action.__sigaction_handler.sa_handler.map { unsafeBitCast($0, to: Int.self) }
    }
}
