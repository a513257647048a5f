/// A binary min-heap.
///
/// swift-collections has one; this target imports nothing at all, so that it stays a pure function of what is passed
/// in and builds in a second. The sixty lines are the price.
struct Heap<Element: Comparable & Sendable>: Sendable {
    private var elements: [Element] = []

    var count: Int { elements.count }
    var isEmpty: Bool { elements.isEmpty }

    /// The smallest element. O(1).
    var first: Element? { elements.first }

    /// All elements in no particular order.
    var unordered: [Element] { elements }

    /// O(log n).
    mutating func insert(_ element: Element) {
        elements.append(element)
        siftUp(from: elements.count - 1)
    }

    /// Takes the smallest element out. O(log n).
    mutating func popFirst() -> Element? {
        guard let last = elements.popLast() else { return nil }
        guard let smallest = elements.first else { return last }
        elements[0] = last
        siftDown(from: 0)
        return smallest
    }

    /// Keeps only the elements that pass, and gives the freed memory back. O(n).
    mutating func keepOnly(_ isKept: (Element) -> Bool) {
        elements = elements.filter(isKept)
        for parent in stride(from: elements.count / 2 - 1, through: 0, by: -1) {
            siftDown(from: parent)
        }
    }

    private mutating func siftUp(from start: Int) {
        let moving = elements[start]
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard moving < elements[parent] else { break }
            elements[child] = elements[parent]
            child = parent
        }
        elements[child] = moving
    }

    private mutating func siftDown(from start: Int) {
        let moving = elements[start]
        var parent = start
        while true {
            var child = 2 * parent + 1
            guard child < elements.count else { break }
            if child + 1 < elements.count, elements[child + 1] < elements[child] { child += 1 }
            guard elements[child] < moving else { break }
            elements[parent] = elements[child]
            parent = child
        }
        elements[parent] = moving
    }
}
