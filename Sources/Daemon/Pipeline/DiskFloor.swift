/// Whether there is room enough to fetch more. Pure.
struct DiskFloor: Sendable {
    /// Below so many free bytes nothing is fetched.
    var limitBytes: Int
    private(set) var isReached = false

    init(limitBytes: Int) {
        self.limitBytes = limitBytes
    }

    /// Takes in how much is free; nil where nobody knows, which changes nothing.
    ///
    /// Going on needs a tenth more than the limit, so that one article does not make it stop again.
    /// - Returns: whether it changed.
    mutating func observe(freeBytes: Int?) -> Bool {
        guard let freeBytes else { return false }
        let enough = isReached ? limitBytes + limitBytes / 10 : limitBytes
        let wasReached = isReached
        isReached = freeBytes < enough
        return isReached != wasReached
    }
}
