import Dispatch
import Glibc

/// Owns the writing end of a socket and writes what it is given as fast as the other side reads. Confined to the
/// queue it is made with.
///
/// It is a socket and not a pipe, so that writing to a worker that has died is an error of this write alone, and not
/// a SIGPIPE whose disposition belongs to the whole program.
final class WriteChannel: @unchecked Sendable {  // Confined to the owner's queue.
    private let descriptor: Int32
    private let queue: DispatchQueue
    private var source: ReadinessSource?
    private var pending: [UInt8] = []
    private var written = 0
    /// A source that is cancelled while it is suspended never calls its cancel handler.
    private var isSuspended = false
    private var isOpen = true
    private var closesWhenWritten = false

    /// Takes over a socket that does not block, and closes it when done.
    init(_ descriptor: Int32, queue: DispatchQueue) {
        self.descriptor = descriptor
        self.queue = queue
        source = ReadinessSource(descriptor, for: .writing, queue: queue) { [weak self] in self?.flush() }
    }

    deinit {
        close()
    }

    /// Writes after what was given before. What cannot be written is dropped: the reader has gone, and whoever waits
    /// for its answer hears of that elsewhere.
    func write(_ bytes: [UInt8]) {
        dispatchPrecondition(condition: .onQueue(queue))
        guard isOpen else { return }
        if pending.isEmpty { pending = bytes } else { pending += bytes }
        flush()
    }

    /// Closes after the last byte is written, which tells the reader that no more come.
    func finish() {
        dispatchPrecondition(condition: .onQueue(queue))
        closesWhenWritten = true
        flush()
    }

    /// Drops what is not written and closes the descriptor soon.
    func close() {
        guard isOpen else { return }
        isOpen = false
        pending = []
        source?.cancel()
        resumeIfSuspended()
    }

    private func flush() {
        while isOpen, written < pending.count {
            let count = pending.withUnsafeBytes {
                send(descriptor, $0.baseAddress! + written, $0.count - written, Int32(MSG_NOSIGNAL))
            }
            if count >= 0 {
                written += count
            } else if errno == EAGAIN {
                return resumeIfSuspended()
            } else if errno != EINTR {
                return close()
            }
        }
        pending = []
        written = 0
        if closesWhenWritten { close() } else { suspendIfNeeded() }
    }

    private func resumeIfSuspended() {
        if isSuspended { source?.resume() }
        isSuspended = false
    }

    /// An empty socket is always ready to be written to, and would keep the queue busy.
    private func suspendIfNeeded() {
        if isOpen, !isSuspended {
            source?.suspend()
            isSuspended = true
        }
    }
}
