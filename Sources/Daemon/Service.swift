import Delivery
import Dispatch
import Fetching
import Foundation
import Ledger
import Logging
import Scheduling
import Synchronization
import WorkerPool

/// Daemon: the running service. It makes every stage in order, connects them, reacts to signals and ends them in order.
///
/// Only this target reads the configuration, the clock and the log; the stages get values.
final class Service: Sendable {
    private let pipeline: Pipeline
    private let stages: Stages
    private let writer: LogWriter
    private let notifier: ServiceNotifier
    private let path: String
    /// Of the command line; it goes before the configuration's, also on a reload.
    private let logFormat: LogFormat?
    private let hooks: HookDesk
    /// Nil where delivered articles cannot be searched for.
    private let search: SearchDesk?
    private let control = DispatchQueue(label: "copydesk.control")
    private let finished = DispatchSemaphore(value: 0)
    /// Why the service ended itself.
    private let trouble = Mutex<CommandFailure?>(nil)
    /// What the workers last had to say about themselves.
    private let latestNote = Mutex("")

    /// systemd and the promise in the README give five seconds; what is not done by then is safe in the ledger.
    private static let stopLimit = DispatchTimeInterval.milliseconds(4500)

    /// How often the status is told, where no watchdog wants to hear more often.
    private static let statusMilliseconds = 10_000

    /// Opens everything that can be refused: state, output, workers. Nothing runs yet.
    init(_ configuration: Configuration, path: String, logFormat: LogFormat? = nil) throws(CommandFailure) {
        var configuration = configuration
        configuration.log.format = logFormat ?? configuration.log.format
        self.path = path
        self.logFormat = logFormat
        let environment = ProcessInfo.processInfo.environment
        notifier = ServiceNotifier(environment: environment)
        writer = LogWriter(
            level: configuration.log.level, format: configuration.log.format.resolved(environment: environment))
        writer.bootstrap()
        let log = Logger(label: "copydesk")
        let clock = LogWriter.systemMilliseconds
        let ledger = try Opening.ledger(configuration.paths.state)
        let store = try Opening.store(configuration)
        stages = Stages(
            fetcher: try Opening.fetcher(configuration.fetch, perHost: configuration.mostConnectionsToAHost),
            workers: try Opening.workers(configuration),
            ledger: ledger,
            desk: DeliveryDesk(store: store, ledger: ledger, clock: clock) { reason in
                log.error("the journal or latest waits", metadata: ["reason": "\(reason)"])
            },
            quarantine: Quarantine(state: configuration.paths.state, ledger: ledger),
            archive: try Opening.archive(configuration, clock: clock, log: log), clock: clock, log: log)
        hooks = try Opening.hooks(configuration, ledger: ledger, clock: clock, log: log)
        search = Opening.search(configuration, log: log)
        pipeline = Pipeline(stages, configuration)
    }

    /// Runs until a signal ends it.
    func run() throws(CommandFailure) {
        let signals = SignalSources(queue: control) { [self] signal in
            switch signal {
            case .hangUp: _ = reload()
            case .terminate, .interrupt: finished.signal()
            }
        }
        defer { signals.cancel() }
        let monitor = makeMonitor(pipeline.configuration)
        monitor.start()
        defer { monitor.stop() }
        do {
            if let file = stages.ledger.setAside {
                stages.log.error("the ledger was corrupt and is rebuilt", metadata: ["set_aside": "\(file)"])
            }
            let recovered = try stages.desk.recover(looks: pipeline.queue.sync { pipeline.lookPolicy })
            if let taken = recovered.takeover, taken != Takeover.Result() {
                stages.log.notice(
                    "deliveries taken over from the output directory",
                    metadata: ["deliveries": "\(taken.deliveries)", "foreign_files": "\(taken.foreign)"])
            }
            if recovered.completed + recovered.withdrawn > 0 {
                stages.log.notice(
                    "unfinished deliveries",
                    metadata: ["completed": "\(recovered.completed)", "withdrawn": "\(recovered.withdrawn)"])
            }
            let released = try stages.quarantine.open(now: stages.clock())
            if released > 0 {
                stages.log.notice("another version tries what is in quarantine", metadata: ["pages": "\(released)"])
            }
            stages.desk.journal.listen { [hooks, search] in
                hooks.wake()
                search?.wake()
            }
            try hooks.start()
            try pipeline.start(held: stages.ledger.isToBeLookedOver)
            search?.wake()
        } catch {
            throw CommandFailure(.inputOutput, "cannot start: \(error)")
        }
        monitor.phase.enter(.ready)
        stages.log.notice(
            "started",
            metadata: ["version": "\(Release.version)", "sources": "\(pipeline.queue.sync { pipeline.sources.count })"])
        notifier.ready(status: pipeline.queue.sync { pipeline.status })
        giveBackMemory()
        if stages.ledger.isToBeLookedOver { lookOverLedger() }
        let heartbeat = startHeartbeat()
        finished.wait()
        heartbeat.cancel()
        monitor.phase.enter(.stopping)
        stop()
        if let corruption = stages.ledger.corruption {
            throw CommandFailure(.inputOutput, "the ledger is corrupt, the next start rebuilds it: \(corruption)")
        }
        if let failure = trouble.withLock({ $0 }) { throw failure }
    }

    /// What reading the configuration and the ledger has taken for a moment.
    private func giveBackMemory() {
        stages.ledger.releaseMemory()
        ProcessMemory.giveBack()
    }

    /// A large ledger takes seconds. They pass beside the start; nothing is fetched or removed by what it says before it is known
    /// to be sound.
    private func lookOverLedger() {
        DispatchQueue.global(qos: .utility).async { [self] in
            let start = stages.now
            do {
                try stages.ledger.lookOver()
                stages.log.notice("the ledger is sound", metadata: ["after": "\(stages.now - start)"])
                pipeline.release()
                giveBackMemory()
            } catch {
                // Of a corrupt one the end itself tells.
                if stages.ledger.corruption == nil {
                    trouble.withLock { $0 = CommandFailure(.inputOutput, "the ledger cannot be looked over: \(error)") }
                }
                finished.signal()
            }
        }
    }

    /// Reports to systemd, only as long as everything moves that articles pass through.
    private func startHeartbeat() -> any DispatchSourceTimer {
        let heartbeat = Heartbeat(through: stages.stations(pipeline: pipeline.queue)) { [self] in
            notifier.watchdog()
            notifier.status(pipeline.status)
            warnOfOpenWalls()
            if stages.ledger.corruption != nil { finished.signal() }
        }
        let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "copydesk.heartbeat"))
        let wanted = notifier.watchdogInterval.map { Int($0 / .milliseconds(1)) / 3 }
        let interval = min(wanted ?? .max, Self.statusMilliseconds)
        timer.schedule(deadline: .now() + .milliseconds(interval), repeating: .milliseconds(interval))
        timer.setEventHandler { heartbeat.beat() }
        timer.activate()
        return timer
    }

    /// Where the kernel cannot confine a worker wholly, the worker works all the same; who runs the service should know.
    private func warnOfOpenWalls() {
        let note = stages.workers.statistics.note
        let isNews = latestNote.withLock { latest in
            defer { latest = note }
            return note != latest && !note.isEmpty
        }
        if isNews { stages.log.warning("workers are not wholly confined", metadata: ["reason": "\(note)"]) }
    }

    /// SIGHUP and `copydesk reload`: a broken configuration changes nothing.
    private func reload() -> ReloadAnswer {
        notifier.reloading()
        defer { notifier.ready(status: pipeline.queue.sync { pipeline.status }) }
        do throws(ConfigurationErrors) {
            var configuration = try Configuration.load(path: path)
            configuration.log.format = logFormat ?? configuration.log.format
            writer.level = configuration.log.level
            defer { control.async { [self] in giveBackMemory() } }
            return pipeline.apply(configuration)
        } catch {
            for fault in error.errors {
                stages.log.error("the new configuration is broken, the old one stays", metadata: ["fault": "\(fault)"])
            }
            return .refused(error.errors.map { "\($0)" })
        }
    }

    private func makeMonitor(_ configuration: Configuration) -> Monitor {
        let phase = ServicePhase()
        let view = SelfView(stages: stages, pipeline: pipeline, phase: phase, paths: configuration.paths)
        let observatory = Observatory(forgotten: ProcessMemory.trim) { try await view.take() }
        let links = Monitor.Links(
            pipeline: pipeline.queue,
            reload: { [self] in
                await withCheckedContinuation { continuation in
                    control.async { [self] in continuation.resume(returning: reload()) }
                }
            },
            pages: pages(configuration, view, observatory))
        return Monitor(configuration, links, phase: phase, log: stages.log)
    }

    private func pages(
        _ configuration: Configuration, _ view: SelfView, _ observatory: Observatory
    ) -> PageRoutes.Sources {
        let explainer = PageExplainer(
            folder: ArchiveDesk.folder(state: configuration.paths.state), workers: stages.workers
        ) { [pipeline] in
            await withCheckedContinuation { continuation in
                pipeline.queue.async { continuation.resume(returning: PageOptions(pipeline.configuration)) }
            }
        }
        return PageRoutes.Sources(
            snapshot: { try await observatory.snapshot() }, source: { try await view.source($0, $1) },
            article: { try await view.article($0) }, explainer: explainer, isArchived: stages.archive != nil,
            search: search.map { PageRoutes.SearchAccess(desk: $0, reader: ArticleSearch(configuration.paths)) },
            clock: stages.clock)
    }

    /// Ends the stages along the data's way. A delivery that has begun is finished.
    private func stop() {
        notifier.stopping(status: "stopping")
        stages.log.notice("stopping")
        pipeline.stop()
        let ended = DispatchGroup()
        ended.enter()
        stages.fetcher.shutdown { ended.leave() }
        ended.enter()
        stages.workers.shutdown(grace: .zero) { ended.leave() }
        ended.enter()
        stages.desk.drain { ended.leave() }
        ended.enter()
        hooks.stop { ended.leave() }
        if let search {
            ended.enter()
            search.stop { ended.leave() }
        }
        if let archive = stages.archive {
            ended.enter()
            archive.drain { ended.leave() }
        }
        if ended.wait(timeout: .now() + Self.stopLimit) == .timedOut {
            stages.log.warning("not everything ended in time; it is taken up at the next start")
        }
        stages.log.notice("stopped", metadata: ["delivered": "\(pipeline.queue.sync { pipeline.counts.delivered })"])
    }
}
