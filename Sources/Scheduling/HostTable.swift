/// The hosts by number, so that a task carries no string. Those long unused are forgotten and their numbers reused.
struct HostTable: Sendable {
    /// Longer than any robots.txt is cached (24 h), so that no Crawl-delay in force is lost.
    static let memory = Duration.seconds(48 * 3600)

    private var table: [FrontierHost] = []
    private var numberByKey: [HostKey: Int] = [:]
    private var free: [Int] = []
    private var sweepAt = 1024

    /// Numbers in use.
    var numbers: [Int] { Array(numberByKey.values) }

    subscript(number: Int) -> FrontierHost {
        _read { yield table[number] }
        _modify { yield &table[number] }
    }

    func number(of key: HostKey) -> Int? {
        numberByKey[key]
    }

    /// The number of a host, which is made known if need be.
    mutating func intern(_ key: HostKey, policy: PolitenessPolicy, now: Instant) -> Int {
        let number = numberByKey[key] ?? enter(key, policy: policy, now: now)
        table[number].lastMention = now
        return number
    }

    private mutating func enter(_ key: HostKey, policy: PolitenessPolicy, now: Instant) -> Int {
        if numberByKey.count >= sweepAt { forgetUnused(now: now) }
        let host = FrontierHost(key: key, terms: policy.terms(for: key))
        let number = free.popLast() ?? table.count
        if number == table.count { table.append(host) } else { table[number] = host }
        numberByKey[key] = number
        return number
    }

    /// O(hosts), but only after they have doubled since the last time.
    private mutating func forgetUnused(now: Instant) {
        for (key, number) in numberByKey {
            if table[number].lastMention == .distantPast {
                // Mentioned before the clock was first seen: how long ago that was is not known.
                table[number].lastMention = now
            } else if table[number].isUnused(now: now) {
                numberByKey[key] = nil
                table[number] = FrontierHost(key: HostKey(""), terms: (.zero, 1))
                free.append(number)
            }
        }
        sweepAt = max(1024, 2 * numberByKey.count)
    }
}

extension FrontierHost {
    fileprivate func isUnused(now: Instant) -> Bool {
        waiting == 0 && running == 0 && unfinished == 0 && gate <= now && lastMention + HostTable.memory < now
    }
}
