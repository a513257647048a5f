import Delivery
import Dispatch
import Ledger
import Scheduling

/// Hands the journal's lines to one hook, in order and each at least once. It reads them from the journal's files, on a queue of
/// its own, so that no hook delays a delivery or another hook; what it has got to is in the ledger.
final class HookRunner: @unchecked Sendable {  // All state is touched on `queue` only.
    private let queue: DispatchQueue
    private let target: any HookTarget
    private let ledger: Ledger
    private let clock: @Sendable () -> Int64
    private let backoff: Backoff
    private let trouble: @Sendable (String, String) -> Void
    private var record: HookRecord
    private var reader: JournalReader
    /// Read and not taken yet.
    private var lines: [HookLine] = []
    private var isBusy = false
    private var isStopped = false
    private var timer: (any DispatchSourceTimer)?

    /// Lines handed over at once. The ledger is written after each lot.
    private static let batch = 100

    /// - Parameters:
    ///   - output: the output directory.
    ///   - trouble: told the hook's name and why it does not work, when it begins not to.
    init(
        _ record: HookRecord, target: any HookTarget, output: String, ledger: Ledger,
        clock: @escaping @Sendable () -> Int64, backoff: Backoff, trouble: @escaping @Sendable (String, String) -> Void
    ) {
        self.record = record
        self.target = target
        self.ledger = ledger
        self.clock = clock
        self.backoff = backoff
        self.trouble = trouble
        queue = DispatchQueue(label: "copydesk.hook")
        reader = JournalReader(directory: output, after: record.position)
    }

    /// There may be new lines.
    func wake() { queue.async { [self] in goOn() } }

    /// Hands nothing more over, then calls back.
    func stop(completion: @escaping @Sendable () -> Void) {
        queue.async { [self] in
            isStopped = true
            timer?.cancel()
            timer = nil
            target.cancel()
            completion()
        }
    }

    private func goOn() {
        dispatchPrecondition(condition: .onQueue(queue))
        guard !isBusy, !isStopped else { return }
        if let pause = record.pause(now: clock(), backoff: backoff) { return wake(after: pause) }
        do throws(DeliveryError) {
            if lines.isEmpty { lines = HookLine.lines(of: try reader.read()) }
        } catch {
            return note(HookOutcome(failure: "the journal cannot be read: \(error)"))
        }
        guard !lines.isEmpty else { return }
        isBusy = true
        target.hand(Array(lines.prefix(Self.batch))) { [self] outcome in
            queue.async { [self] in
                isBusy = false
                note(outcome)
            }
        }
    }

    private func note(_ outcome: HookOutcome) {
        if let taken = outcome.taken {
            lines.removeAll { $0.sequence <= taken }
            record.take(upTo: taken)
        }
        // What a stop has cut off is no failure of the hook's.
        if let failure = outcome.failure, !isStopped {
            record.fail(failure, now: clock(), backoff: backoff, random: .random(in: 0..<1))
            if record.failures == 1 { trouble(record.name, failure) }
        }
        do {
            try ledger.note(hook: record)
        } catch {
            // It is written with the next lot; after a restart before that, lines are handed over again.
            trouble(record.name, "the ledger cannot be written: \(error)")
        }
        goOn()
    }

    private func wake(after pause: Duration) {
        timer?.cancel()
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now() + .milliseconds(max(1, Int(pause / .milliseconds(1)))))
        timer.setEventHandler { [weak self] in self?.goOn() }
        timer.activate()
        self.timer = timer
    }
}

extension HookLine {
    /// Whole lines, as the journal's reader gives them.
    static func lines(of bytes: [UInt8]) -> [HookLine] {
        bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
            JournalEntry.sequence(ofLine: line).map {
                HookLine(sequence: $0, bytes: Array(line) + [UInt8(ascii: "\n")])
            }
        }
    }
}
