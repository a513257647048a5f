import FlyingSocks
import Glibc
import Synchronization

/// FlyingFox's socket pool with limits: a client that sends nothing, or reads nothing, for a while is let go, and so is one
/// more than there may be at once. Each holds a descriptor that fetching could need.
final class BoundedPool: AsyncSocketPool {
    private let pool: any AsyncSocketPool
    private let patience: Duration
    private let most: Int
    /// Clients that are waited for.
    private let waiting = Mutex(0)

    init(patience: Duration = .seconds(30), most: Int = 64, pool: any AsyncSocketPool) {
        self.patience = patience
        self.most = most
        self.pool = pool
    }

    func prepare() async throws { try await pool.prepare() }

    func run() async throws { try await pool.run() }

    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        if Self.isListening(socket) { return try await pool.suspendSocket(socket, untilReadyFor: events) }
        let isOneTooMany = waiting.withLock { count in
            count += 1
            return count > most
        }
        defer { waiting.withLock { $0 -= 1 } }
        if isOneTooMany { throw SocketError.disconnected }
        try await withThrowingTaskGroup(of: Void.self) { [pool, patience] group in
            group.addTask { try await pool.suspendSocket(socket, untilReadyFor: events) }
            group.addTask {
                try await Task.sleep(for: patience)
                throw SocketError.disconnected
            }
            defer { group.cancelAll() }
            _ = try await group.next()
        }
    }

    private static func isListening(_ socket: Socket) -> Bool {
        var flag: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(socket.file.rawValue, SOL_SOCKET, SO_ACCEPTCONN, &flag, &length) == 0 && flag != 0
    }
}
