import Ledger
import Worker

/// The metrics of a snapshot. Labels have few values, which the program knows; none is a source or an address.
enum Metrics {
    static func families(_ snapshot: Snapshot) -> [MetricFamily] {
        [daemon, sources, articles, workers, stages, process].flatMap { $0(snapshot) }
    }

    private static func daemon(_ snapshot: Snapshot) -> [MetricFamily] {
        [
            MetricFamily(
                "copydesk_build", .info, "The version that runs.",
                [MetricFamily.Sample(label: ("version", snapshot.version), value: 1)]),
            MetricFamily(
                "copydesk_fetching_paused", .gauge, "1 while fetching waits for room on the output's disk.",
                snapshot.pipeline.map { $0.isPaused ? 1 : 0 }),
            MetricFamily(
                "copydesk_output_free_bytes", .gauge, unit: "bytes", "Free space where the output lies.",
                snapshot.freeBytes),
        ]
    }

    private static func sources(_ snapshot: Snapshot) -> [MetricFamily] {
        var states = Dictionary(SourceState.words.map { ($0, 0) }, uniquingKeysWith: { first, _ in first })
        for source in snapshot.overview.sources {
            states[snapshot.overview.state(of: source).word, default: 0] += 1
        }
        return [
            MetricFamily(
                "copydesk_sources", .gauge, "Configured sources by how they are doing.", by: "state",
                states.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }),
            MetricFamily(
                "copydesk_polls", .counter, "Polls of sources since the start.", snapshot.pipeline?.counts.polls),
            MetricFamily(
                "copydesk_poll_failures", .counter,
                "Times since the start that a source could not be read, also for its robots.txt.",
                snapshot.pipeline?.counts.failedPolls),
        ]
    }

    private static func articles(_ snapshot: Snapshot) -> [MetricFamily] {
        let overview = snapshot.overview
        let last = overview.recent.first.map { Double($0.delivery.deliveredMilliseconds) / 1000 }
        let kinds: [QuarantinedPage.Kind] = [.article, .feed, .robots]
        return [
            MetricFamily(
                "copydesk_articles", .gauge, "Articles in the ledger by where they stand.", by: "state",
                ArticleState.allCases.map { ($0.rawValue, overview.counts[$0]) }),
            MetricFamily(
                "copydesk_deliveries", .counter, "Articles and revisions delivered since the start.",
                snapshot.pipeline?.counts.delivered),
            MetricFamily(
                "copydesk_queue_articles", .gauge, "Articles that wait to be fetched, or are under way.",
                snapshot.pipeline?.waiting),
            MetricFamily(
                "copydesk_fetches_in_progress", .gauge, "Fetches and pages under way, up to their delivery.",
                snapshot.pipeline?.underWay),
            MetricFamily(
                "copydesk_planned_looks", .gauge, "Delivered articles that are going to be looked at again.",
                snapshot.pipeline?.looks),
            MetricFamily(
                "copydesk_quarantined_documents", .gauge, "What no worker survived and is kept.", by: "kind",
                kinds.map { kind in (kind.rawValue, overview.quarantine.count { $0.kind == kind }) }),
            MetricFamily("copydesk_journal_sequence", .gauge, "The journal's last number.", Int(overview.journal)),
            MetricFamily(
                "copydesk_last_delivery_timestamp_seconds", .gauge, unit: "seconds",
                "When an article was delivered last, since 1970.", last),
        ]
    }

    private static func workers(_ snapshot: Snapshot) -> [MetricFamily] {
        let workers = snapshot.workers
        return [
            MetricFamily("copydesk_workers", .gauge, "Worker processes alive.", workers.alive),
            MetricFamily("copydesk_worker_jobs_waiting", .gauge, "Pages that no worker has begun.", workers.waiting),
            MetricFamily(
                "copydesk_worker_jobs", .counter, "Pages that workers were done with since the start.", by: "result",
                [("answered", workers.answered), ("failed", workers.failed)]),
            MetricFamily("copydesk_worker_starts", .counter, "Worker processes started.", workers.spawned),
            MetricFamily(
                "copydesk_worker_ends", .counter, "Worker processes that ended before the daemon.", by: "cause",
                [
                    ("crashed", workers.crashed), ("failed_start", workers.failedStarts), ("killed", workers.killed),
                    ("recycled", workers.recycled),
                ]),
        ]
    }

    /// Where the time goes. Stages of the same worker add up; a fetch waits beside hundreds of others.
    private static func stages(_ snapshot: Snapshot) -> [MetricFamily] {
        let workers = snapshot.workers
        var times: [(stage: String, seconds: Double, runs: Int)] = []
        let note = { (stage: String, total: StageTotal) in times.append((stage, total.seconds, total.runs)) }
        if let pipeline = snapshot.pipeline { note("fetch", pipeline.stageTimes.fetch) }
        note("worker_wait", workers.wait)
        for stage in Work.Stage.allCases { note(stage.rawValue, workers.stages[stage] ?? StageTotal()) }
        if let pipeline = snapshot.pipeline { note("delivery", pipeline.stageTimes.delivery) }
        times.append(("ledger", snapshot.ledger.time / .seconds(1), snapshot.ledger.calls))
        return [
            MetricFamily(
                "copydesk_stage_seconds", .counter, unit: "seconds", "Time that stages took since the start.",
                times.map { MetricFamily.Sample(label: ("stage", $0.stage), value: $0.seconds) }),
            MetricFamily(
                "copydesk_stage_runs", .counter, "Times that stages were gone through since the start.",
                times.map { MetricFamily.Sample(label: ("stage", $0.stage), value: Double($0.runs)) }),
        ]
    }

    /// By the names that all client libraries use.
    private static func process(_ snapshot: Snapshot) -> [MetricFamily] {
        let process = snapshot.process
        return [
            MetricFamily(
                "process_cpu_seconds", .counter, unit: "seconds", "Processor time used, user and system.",
                process.cpuSeconds),
            MetricFamily(
                "process_resident_memory_bytes", .gauge, unit: "bytes", "Resident memory.", process.residentBytes),
            MetricFamily(
                "process_virtual_memory_bytes", .gauge, unit: "bytes", "Virtual memory.", process.virtualBytes),
            MetricFamily("process_open_fds", .gauge, "Open file descriptors.", process.openDescriptors),
            MetricFamily("process_max_fds", .gauge, "The most file descriptors.", process.descriptorLimit),
            MetricFamily(
                "process_start_time_seconds", .gauge, unit: "seconds", "When the daemon started, since 1970.",
                Double(snapshot.startedAt.milliseconds) / 1000),
        ]
    }
}
