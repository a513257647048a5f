import Glibc

/// How much of a batch's files has been read, for whoever wants to know when it ends.
struct BatchInput: Sendable {
    /// Bytes of each; nil where something is no file, and nobody knows.
    private let sizes: [Int]?
    private var file = 0
    private var position = 0

    init() { sizes = nil }

    init(files: [String]) { sizes = Self.sizes(files.map { path in { stat(path, &$0) } }) }

    init(descriptor: Int32) { sizes = Self.sizes([{ fstat(descriptor, &$0) }]) }

    private static func sizes(_ questions: [(inout stat) -> Int32]) -> [Int]? {
        var sizes: [Int] = []
        for ask in questions {
            var status = stat()
            guard ask(&status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
            sizes.append(Int(status.st_size))
        }
        return sizes
    }

    /// - Parameter position: in the file that is being read; negative where it has none.
    mutating func note(position: Int) { self.position = max(0, position) }

    mutating func endFile() {
        file += 1
        position = 0
    }

    /// Of all bytes, 0…1.
    var share: Double? {
        guard let sizes else { return nil }
        let total = sizes.reduce(0, +)
        return total > 0 ? Double(min(total, sizes.prefix(file).reduce(0, +) + position)) / Double(total) : nil
    }
}
