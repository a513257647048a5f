/// What a job cost its worker. It comes with the reply.
public struct Work: Equatable, Sendable {
    /// What the time was spent on: the stages of an extraction in their order, or one of the other jobs as a whole.
    public enum Stage: String, CaseIterable, Sendable {
        case decode, parse, segmentation, features, model, selection, embedded, composition, metadata
        /// The comparison with what the article's feed carries.
        case feedText = "feed_text"
        case serialisation
        case feed, robots, clean
    }

    /// How long a stage took.
    public struct Time: Equatable, Sendable {
        /// What it was.
        public let stage: Stage
        /// By the wall.
        public let nanoseconds: UInt64

        public init(_ stage: Stage, nanoseconds: UInt64) {
            self.stage = stage
            self.nanoseconds = nanoseconds
        }
    }

    /// What was worked on, inflated.
    public var bytes: UInt32
    /// Each stage at most once.
    public var times: [Time]

    public init(bytes: Int = 0, times: [Time] = []) {
        self.bytes = UInt32(clamping: bytes)
        self.times = times
    }
}

extension Work.Stage {
    /// In a frame: their place in the list, so a change of it is a new version.
    fileprivate static let numbered = Array(allCases)

    fileprivate var number: UInt8 {
        UInt8(Self.numbered.firstIndex(of: self) ?? 0)
    }
}

extension MessageWriter {
    mutating func work(_ work: Work) {
        uint32(work.bytes)
        byte(UInt8(clamping: work.times.count))
        for time in work.times.prefix(Int(UInt8.max)) {
            byte(time.stage.number)
            uint64(time.nanoseconds)
        }
    }
}

extension MessageReader {
    mutating func work() throws(WorkerError) -> Work {
        let bytes = Int(try uint32())
        var times: [Work.Time] = []
        for _ in 0..<(try byte()) {
            let number = Int(try byte())
            guard Work.Stage.numbered.indices.contains(number) else { throw .malformed("stage \(number)") }
            let stage = Work.Stage.numbered[number]
            guard !times.contains(where: { $0.stage == stage }) else { throw .malformed("a stage comes twice") }
            times.append(Work.Time(stage, nanoseconds: try uint64()))
        }
        return Work(bytes: bytes, times: times)
    }
}
