internal import CSystem
import Glibc

/// One epoll descriptor; owned and used by one queue.
final class Epoll {
    /// A descriptor that is ready, or in an error that reading or writing will show.
    struct Event {
        let descriptor: Int32
        let isReadable: Bool
        let isWritable: Bool
    }

    let descriptor: Int32
    private var buffer = [epoll_event](repeating: epoll_event(), count: 64)

    /// Fails without a free descriptor. `close` ends it: a Dispatch source may outlive this object for a moment, and
    /// must not find its descriptor closed.
    init() throws(FetchError) {
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard descriptor >= 0 else {
            throw FetchError(.system, "epoll_create1: \(String(cString: strerror(errno)))")
        }
    }

    /// Watches the descriptor for what is wanted, whether it was watched before or not. Returns errno or 0.
    func watch(_ socket: Int32, read: Bool, write: Bool) -> Int32 {
        var event = epoll_event()
        event.events = (read ? EPOLLIN.rawValue : 0) | (write ? EPOLLOUT.rawValue : 0)
        event.data.fd = socket
        if epoll_ctl(descriptor, EPOLL_CTL_MOD, socket, &event) == 0 { return 0 }
        return epoll_ctl(descriptor, EPOLL_CTL_ADD, socket, &event) == 0 ? 0 : errno
    }

    /// Stops watching; a descriptor that is closed already has left by itself.
    func forget(_ socket: Int32) {
        var event = epoll_event()
        _ = epoll_ctl(descriptor, EPOLL_CTL_DEL, socket, &event)
    }

    /// What is ready now, without waiting; at most a bufferful, the rest comes with the next call.
    func ready() -> [Event] {
        let count = epoll_wait(descriptor, &buffer, Int32(buffer.count), 0)
        return buffer.prefix(Int(max(count, 0))).map { event in
            Event(
                descriptor: event.data.fd, isReadable: event.events & EPOLLIN.rawValue != 0,
                isWritable: event.events & EPOLLOUT.rawValue != 0)
        }
    }
}
