/// Turns the wall clock into a time that never runs backwards.
///
/// When the wall clock jumps back (by a bad battery, NTP, a hand), steady time stands still for that moment and then
/// goes on, so every span that was running keeps what was left of it. A jump ahead cannot be told from a machine that
/// slept; it ends the spans that were running, once.
struct SteadyClock: Sendable {
    /// The latest steady time seen.
    private(set) var now = Instant.distantPast
    /// Steady time minus wall time: the sum of all jumps back.
    private var lead = Duration.zero

    /// Notes what the wall clock says and returns the steady time.
    mutating func observe(_ wall: Instant) -> Instant {
        let seen = steady(wall)
        if seen < now {
            lead += now - seen
        } else {
            now = seen
        }
        return now
    }

    func steady(_ wall: Instant) -> Instant { wall + lead }

    func wall(_ steady: Instant) -> Instant { steady - lead }
}
