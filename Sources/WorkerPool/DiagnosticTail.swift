/// Keeps the beginning and the end of what a worker writes on standard error during a job, and notices a flood. The runtime says
/// first what was wrong, and then, line by line, where.
struct DiagnosticTail {
    private static let headBytes = 512
    private static let tailBytes = 1536
    private static let floodBytes = 1 << 20

    private var head: [UInt8] = []
    private var tail: [UInt8] = []
    private var countSinceJobBegan = 0

    var isFlood: Bool { countSinceJobBegan > Self.floodBytes }

    mutating func beginJob() {
        self = DiagnosticTail()
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        countSinceJobBegan += bytes.count
        let room = Self.headBytes - head.count
        head.append(contentsOf: bytes.prefix(room))
        tail.append(contentsOf: bytes.dropFirst(room).suffix(Self.tailBytes))
        tail.removeFirst(max(0, tail.count - Self.tailBytes))
    }

    var text: String { Self.printable(head + tail) }

    /// Whether the text is what the Swift or C++ runtime says when an allocation fails.
    var tellsOfMemory: Bool {
        let text = text
        return ["failed to allocate", "bad_alloc", "Cannot allocate memory", "out of memory"].contains {
            text.contains($0)
        }
    }

    /// Printable ASCII on one line: a page may have a hand in what a worker says.
    static func printable(_ bytes: [UInt8]) -> String {
        let printable = bytes.suffix(headBytes + tailBytes).map { (0x20...0x7E).contains($0) ? $0 : 0x20 }
        return String(decoding: printable, as: UTF8.self).split(separator: " ").joined(separator: " ")
    }
}
