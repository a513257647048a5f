/// Who may run now and who waits: so many transfers in all and so many for each host. Pure.
///
/// Waiting happens here and not inside libcurl, whose time limits run while a transfer waits for a connection.
struct Admission {
    private let total: Int
    private let perHost: Int
    private var running: [String: Int] = [:]
    private var runningCount = 0
    /// In order of arrival. The scheduler offers little more than can run, so this stays short.
    private var waiting: [(id: Int, host: String)] = []

    init(total: Int, perHost: Int) {
        self.total = total
        self.perHost = perHost
    }

    /// Whether the transfer may start now; otherwise it waits until `leave` names it.
    mutating func enter(_ id: Int, host: String) -> Bool {
        guard hasRoom(for: host) else {
            waiting.append((id, host))
            return false
        }
        start(host)
        return true
    }

    /// Frees the place of a transfer that ran. Returns the one that runs in its stead: with one place free there is
    /// never more than one.
    mutating func leave(host: String) -> Int? {
        runningCount -= 1
        let left = (running[host] ?? 1) - 1
        running[host] = left > 0 ? left : nil
        guard let index = waiting.firstIndex(where: { hasRoom(for: $0.host) }) else { return nil }
        let next = waiting.remove(at: index)
        start(next.host)
        return next.id
    }

    /// Forgets a transfer that waits. Returns whether it did.
    mutating func withdraw(_ id: Int) -> Bool {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return false }
        waiting.remove(at: index)
        return true
    }

    private func hasRoom(for host: String) -> Bool {
        runningCount < total && running[host, default: 0] < perHost
    }

    private mutating func start(_ host: String) {
        runningCount += 1
        running[host, default: 0] += 1
    }
}
