import Extraction
import Glibc
import Worker

/// Measures what a job costs. The clock is read some dozen times for a page, each time in some twenty nanoseconds.
struct WorkMeter {
    /// What is worked on, inflated.
    var bytes: Int
    /// Follows a page through its stages; other jobs are one stage.
    var watch = StageWatch(now: monotonicNanoseconds)
    private let whole: Work.Stage?
    private let start = monotonicNanoseconds()

    init(_ job: Job) {
        bytes = job.body.count
        switch job.operation {
        case .clean: whole = .clean
        case .feed: whole = .feed
        case .robots: whole = .robots
        default: whole = nil
        }
    }

    /// Up to now.
    var work: Work {
        let times = watch.times.map { Work.Time(Work.Stage($0.stage), nanoseconds: $0.nanoseconds) }
        let own = whole.map { [Work.Time($0, nanoseconds: monotonicNanoseconds() - start)] } ?? []
        return Work(bytes: bytes, times: times + own)
    }
}

extension Work.Stage {
    fileprivate init(_ stage: StageWatch.Stage) {
        self =
            switch stage {
            case .decode: .decode
            case .parse: .parse
            case .segmentation: .segmentation
            case .features: .features
            case .model: .model
            case .selection: .selection
            case .embedded: .embedded
            case .composition: .composition
            case .metadata: .metadata
            case .feedText: .feedText
            case .serialisation: .serialisation
            }
    }
}

private func monotonicNanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}
