/// Keeps the end of what a worker writes on standard error, and notices a flood.
struct DiagnosticTail {
    private static let keptBytes = 2048
    private static let floodBytes = 1 << 20

    private var kept: [UInt8] = []
    private var countSinceJobBegan = 0

    var isFlood: Bool { countSinceJobBegan > Self.floodBytes }

    mutating func beginJob() {
        countSinceJobBegan = 0
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        countSinceJobBegan += bytes.count
        kept.append(contentsOf: bytes.suffix(Self.keptBytes))
        kept.removeFirst(max(0, kept.count - Self.keptBytes))
    }

    var text: String { Self.printable(kept) }

    /// Whether the text is what the Swift or C++ runtime says when an allocation fails.
    var tellsOfMemory: Bool {
        let text = text
        return ["failed to allocate", "bad_alloc", "Cannot allocate memory", "out of memory"].contains {
            text.contains($0)
        }
    }

    /// Printable ASCII on one line: a page may have a hand in what a worker says.
    static func printable(_ bytes: [UInt8]) -> String {
        let printable = bytes.suffix(keptBytes).map { (0x20...0x7E).contains($0) ? $0 : 0x20 }
        return String(decoding: printable, as: UTF8.self).split(separator: " ").joined(separator: " ")
    }
}
