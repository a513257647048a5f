import Testing

@testable import Scheduling

@Suite struct HeapTests {
    @Test(arguments: [0, 1, 2, 3, 7, 8, 100, 1000])
    func givesBackInOrder(_ count: Int) {
        var random = SeededGenerator(seed: UInt64(count))
        let numbers = (0..<count).map { _ in Int.random(in: 0..<50, using: &random) }
        var heap = Heap<Int>()
        for number in numbers { heap.insert(number) }
        #expect(heap.count == count && heap.isEmpty == (count == 0))
        #expect(heap.unordered.sorted() == numbers.sorted())
        #expect(drain(&heap) == numbers.sorted())
    }

    @Test(arguments: [0, 1, 2, 9, 500])
    func keepsOnlyWhatPassesAndStaysAHeap(_ count: Int) {
        var random = SeededGenerator(seed: 7)
        var heap = Heap<Int>()
        for number in (0..<count).shuffled(using: &random) { heap.insert(number) }
        heap.keepOnly { $0 % 3 != 0 }
        #expect(drain(&heap) == (0..<count).filter { $0 % 3 != 0 })
    }

    @Test func mixedInsertingAndTaking() {
        var random = SeededGenerator(seed: 3)
        var heap = Heap<Int>()
        var model: [Int] = []
        for _ in 0..<2000 {
            if Bool.random(using: &random) || model.isEmpty {
                let number = Int.random(in: 0..<1000, using: &random)
                heap.insert(number)
                model.append(number)
                model.sort()
            } else {
                let smallest = heap.popFirst()
                #expect(smallest == model.removeFirst())
            }
            #expect(heap.first == model.first)
        }
    }

    private func drain(_ heap: inout Heap<Int>) -> [Int] {
        var result: [Int] = []
        while let smallest = heap.popFirst() { result.append(smallest) }
        return result
    }
}
