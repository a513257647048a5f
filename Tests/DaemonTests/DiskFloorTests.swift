import Testing

@testable import Daemon

@Suite struct DiskFloorTests {
    @Test func itIsReachedBelowTheLimitAndLeftATenthAboveIt() {
        var floor = DiskFloor(limitBytes: 1000)
        let rows: [(free: Int?, changes: Bool, isReached: Bool)] = [
            (1000, false, false), (999, true, true), (nil, false, true), (1000, false, true), (1099, false, true),
            (1100, true, false), (1000, false, false), (nil, false, false), (0, true, true),
        ]
        for row in rows {
            #expect(floor.observe(freeBytes: row.free) == row.changes && floor.isReached == row.isReached, "\(row)")
        }
    }

    @Test func zeroIsNeverReached() {
        var floor = DiskFloor(limitBytes: 0)
        #expect(!floor.observe(freeBytes: 0) && !floor.isReached)
    }
}
