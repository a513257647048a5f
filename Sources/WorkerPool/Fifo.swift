/// First in, first out, at constant cost.
struct Fifo<Element> {
    private var elements: [Element?] = []
    private var head = 0

    var count: Int { elements.count - head }
    var isEmpty: Bool { count == 0 }

    mutating func append(_ element: Element) {
        elements.append(element)
    }

    mutating func popFirst() -> Element? {
        guard !isEmpty else { return nil }
        defer { dropTaken() }
        defer { head += 1 }
        return elements[head].take()
    }

    private mutating func dropTaken() {
        guard head > 64, head > elements.count / 2 else { return }
        elements.removeFirst(head)
        head = 0
    }
}
