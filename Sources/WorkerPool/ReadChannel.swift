import Dispatch
import Glibc

/// Owns the reading end of a pipe and hands over what arrives. Confined to the queue it is made with.
final class ReadChannel: @unchecked Sendable {  // Confined to the owner's queue.
    private static let pieceBytes = 64 << 10
    /// Read at one go before others get their turn. It is the most a pipe can hold, so what is left in the pipe of a
    /// process that has ended is always read in one event; there may be no second one.
    private static let goBytes = 1 << 20

    private let descriptor: Int32
    private let queue: DispatchQueue
    private var source: ReadinessSource?
    private let onBytes: (UnsafeRawBufferPointer) -> Void
    private let onEnd: () -> Void
    private var isOpen = true

    /// Takes over a descriptor that does not block, and closes it when done.
    /// - Parameters:
    ///   - onBytes: called with each piece, on the queue.
    ///   - onEnd: called once, when the last writer has closed its end.
    init(
        _ descriptor: Int32, queue: DispatchQueue, onBytes: @escaping (UnsafeRawBufferPointer) -> Void,
        onEnd: @escaping () -> Void = {}
    ) {
        self.descriptor = descriptor
        self.queue = queue
        self.onBytes = onBytes
        self.onEnd = onEnd
        source = ReadinessSource(descriptor, for: .reading, queue: queue) { [weak self] in self?.drain() }
    }

    deinit {
        source?.cancel()
    }

    /// Hands over what is there now.
    func drain() {
        dispatchPrecondition(condition: .onQueue(queue))
        var left = Self.goBytes
        withUnsafeTemporaryAllocation(byteCount: Self.pieceBytes, alignment: 16) { piece in
            while isOpen, left > 0, let count = readPiece(into: piece) {
                left -= count
                onBytes(UnsafeRawBufferPointer(rebasing: piece[..<count]))
            }
        }
    }

    /// Stops reading and closes the descriptor soon.
    func close() {
        isOpen = false
        source?.cancel()
    }

    private func readPiece(into piece: UnsafeMutableRawBufferPointer) -> Int? {
        let count = read(descriptor, piece.baseAddress, piece.count)
        if count > 0 { return count }
        if count < 0, errno == EAGAIN || errno == EINTR { return nil }
        close()
        onEnd()
        return nil
    }
}
