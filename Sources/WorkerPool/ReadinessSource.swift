internal import CSystem
import Dispatch
import Glibc

/// A Dispatch source for one descriptor, watched through an epoll descriptor of its own.
///
/// On Linux, Dispatch must not see a descriptor hang up: at EPOLLHUP its manager thread walks the descriptor's list of sources,
/// which another thread, woken for the first of them, may have freed by then. A daemon crashed so, in
/// `_dispatch_event_loop_drain`, when its worker was killed. An epoll descriptor becomes readable and never hangs up.
final class ReadinessSource: @unchecked Sendable {  // Nothing changes after `init` but what Dispatch itself guards.
    enum Readiness {
        case reading, writing
    }

    private let source: any DispatchSourceProtocol

    /// Takes over a descriptor and starts to watch it. It is closed once the source is cancelled, not before: nobody else may
    /// get its number while it is watched.
    /// - Parameter handler: called on the queue while the descriptor is ready, has hung up or is in an error.
    init(_ descriptor: Int32, for readiness: Readiness, queue: DispatchQueue, handler: @escaping () -> Void) {
        let watcher = Self.makeEpoll(descriptor, readiness)
        // Without a free descriptor it is watched directly: a small risk instead of a certain failure.
        source =
            switch (watcher, readiness) {
            case (let watcher?, _): DispatchSource.makeReadSource(fileDescriptor: watcher, queue: queue)
            case (nil, .reading): DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
            case (nil, .writing): DispatchSource.makeWriteSource(fileDescriptor: descriptor, queue: queue)
            }
        source.setEventHandler(handler: handler)
        source.setCancelHandler {
            if let watcher { close(watcher) }
            close(descriptor)
        }
        source.activate()
    }

    func cancel() { source.cancel() }
    func suspend() { source.suspend() }
    func resume() { source.resume() }

    private static func makeEpoll(_ descriptor: Int32, _ readiness: Readiness) -> Int32? {
        let watcher = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard watcher >= 0 else { return nil }
        var event = epoll_event()
        event.events = readiness == .reading ? EPOLLIN.rawValue : EPOLLOUT.rawValue
        guard epoll_ctl(watcher, EPOLL_CTL_ADD, descriptor, &event) == 0 else {
            close(watcher)
            return nil
        }
        return watcher
    }
}
