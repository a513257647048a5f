import Testing

@testable import Daemon

@Suite struct BacklogTests {
    @Test func ofManyOnlySomeAreAtHand() {
        var backlog = Backlog<String>(room: 2)
        for number in Int64(1)...5 { backlog.insert(number, "item \(number)") }
        #expect(backlog.count == 5)
        #expect((1...5).map { backlog[$0] } == ["item 1", "item 2", nil, nil, nil])
        #expect((1...6).map { backlog.contains($0) } == [true, true, true, true, true, false])
    }

    @Test func whatHasItsTurnIsAtHandUntilItIsOverOrPutBack() {
        var backlog = Backlog<String>(room: 1)
        for number in Int64(1)...3 { backlog.insert(number, "item \(number)") }
        backlog.takeUp(3, "read")
        #expect(backlog[3] == "read")
        backlog.putBack(3)
        #expect(backlog[3] == nil && backlog.contains(3))
        backlog.takeUp(3, "read")
        #expect(backlog.remove(3) == "read" && !backlog.contains(3))
        #expect(backlog.remove(3) == nil)
        // What is over is not taken up again.
        backlog.takeUp(3, "late")
        #expect(backlog[3] == nil && backlog.count == 2)
        backlog.putBack(1)
        #expect(backlog[1] == "item 1", "there is room")
    }

    @Test func whatWaitsAgainIsAsItWasLast() {
        var backlog = Backlog<Int>(room: 1)
        backlog.insert(1, 10)
        backlog.insert(1, 11)
        #expect(backlog.count == 1)
        #expect(backlog[1] == nil || backlog[1] == 11, "never what it was before")
    }
}
