import Testing

@testable import WorkerPool

/// Whose job is begun next.
@Suite struct JobQueueTests {
    /// A queue by reference, as `#expect` cannot call mutating methods.
    private final class Turns {
        var queue: JobQueue
        var running: [UInt32: Assignment] = [:]

        init(share: Int) { queue = JobQueue(share: share) }

        func append(_ lane: String?, _ ids: ClosedRange<UInt32>) {
            for id in ids { queue.append(Assignment(id: id, frame: [], lane: lane) { _ in }) }
        }

        func appendPatient(_ ids: ClosedRange<UInt32>) {
            for id in ids { queue.append(Assignment(id: id, frame: [], lane: nil, isPatient: true) { _ in }) }
        }

        func next() -> UInt32? {
            let job = queue.next()
            if let job { running[job.id] = job }
            return job?.id
        }

        /// Begins all that may begin.
        func begin() -> [UInt32] { Array(sequence(state: ()) { _ in self.next() }) }

        func end(_ id: UInt32) { running.removeValue(forKey: id).map { queue.ended($0) } }
    }

    @Test func oneLaneIsFirstInFirstOut() {
        let turns = Turns(share: 9)
        turns.append(nil, 1...200)
        #expect(turns.begin() == Array(1...200))
        #expect(turns.queue.isEmpty && turns.next() == nil)
    }

    @Test func lanesTakeTurns() {
        let turns = Turns(share: 9)
        turns.append("many", 1...5)
        turns.append("few", 11...12)
        #expect(turns.next() == 1)
        turns.append("one", 21...21)
        #expect(turns.begin() == [11, 2, 21, 12, 3, 4, 5])
    }

    @Test func aLaneAtItsShareWaitsForItsOwnJobs() {
        let turns = Turns(share: 2)
        turns.append("slow", 1...4)
        turns.append("other", 11...11)
        #expect(turns.begin() == [1, 11, 2])
        turns.end(11)
        #expect(turns.next() == nil && turns.queue.count == 2)
        turns.end(2)
        #expect(turns.next() == 3)
        turns.end(1)
        turns.end(3)
        #expect(turns.begin() == [4])
    }

    @Test func jobsWithoutALaneMayHaveAllWorkers() {
        let turns = Turns(share: 1)
        turns.append(nil, 1...3)
        turns.append("a", 11...13)
        #expect(turns.begin() == [1, 11, 2, 3])
    }

    @Test func aPatientJobBeginsWhereNoOtherMay() {
        let turns = Turns(share: 1)
        turns.appendPatient(91...92)
        turns.append("a", 1...2)
        turns.append(nil, 11...11)
        #expect(turns.begin() == [1, 11, 91, 92], "the second of a lane at its share may not begin")
        turns.end(91)
        turns.end(92)
        #expect(turns.next() == nil)
        turns.end(11)
        turns.end(1)
        turns.appendPatient(93...93)
        #expect(turns.begin() == [2, 93])
        turns.appendPatient(94...94)
        #expect(turns.queue.removeAll().map(\.id) == [94] && turns.queue.isEmpty)
    }

    @Test func removingAllLeavesWhatRuns() {
        let turns = Turns(share: 1)
        turns.append("a", 1...3)
        turns.append("b", 11...12)
        #expect(turns.begin() == [1, 11])
        #expect(Set(turns.queue.removeAll().map(\.id)) == [2, 3, 12])
        #expect(turns.queue.isEmpty && turns.next() == nil)
        turns.append("a", 4...4)
        #expect(turns.next() == nil)
        turns.end(1)
        #expect(turns.begin() == [4])
    }

    @Test func noLaneIsRememberedWhenItsJobsAreDone() {
        let turns = Turns(share: 1)
        for number in UInt32(0)..<500 { turns.append("host \(number)", number...number) }
        for id in turns.begin() { turns.end(id) }
        #expect(turns.queue.knownLanes == 0 && turns.running.isEmpty)
    }

    /// However much the others have: between two of a lane's jobs each other lane has at most one.
    @Test func aJobWaitsForAtMostOneOfEachOtherLane() {
        let turns = Turns(share: 1000)
        for lane in UInt32(0)..<10 { turns.append("lane \(lane)", lane * 100...lane * 100 + lane * 9) }
        let order = turns.begin()
        for lane in UInt32(0)..<10 {
            let places = order.indices.filter { order[$0] / 100 == lane }
            #expect(zip(places, places.dropFirst()).allSatisfy { $1 - $0 <= 10 } && places[0] < 10)
            #expect(places.map { order[$0] } == Array(lane * 100...lane * 100 + lane * 9))
        }
    }
}
