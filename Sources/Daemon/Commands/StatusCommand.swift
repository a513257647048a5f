import Ledger
import Scheduling

/// `copydesk status`: what the ledger says, read beside a running daemon or without one. Nothing is written.
public enum StatusCommand {
    /// Prints it: with `asJSON` one object for programs, else lines that fit the terminal.
    public static func run(configuration path: String, asJSON: Bool) throws(CommandFailure) {
        let status = try status(CheckCommand.load(path))
        if asJSON { return try StandardStreams.write(status.json) }
        let text = StatusText(status).rendered(columns: Terminal.size()?.columns, isColoured: Terminal.isColoured)
        try StandardStreams.write(Array(text.map { $0 + "\n" }.joined().utf8))
    }

    /// - Throws: when the ledger cannot be read.
    static func status(_ configuration: Configuration) throws(CommandFailure) -> LedgerStatus {
        let state = configuration.paths.state
        let daemon = DaemonHead.ask(configuration.controlSocket)
        do throws(LedgerError) {
            let ledger = try Ledger(reading: state)
            return LedgerStatus(
                daemon: daemon,
                overview: try Overview(
                    reading: ledger, output: configuration.paths.output, paused: configuration.pausedSources,
                    now: Instant(milliseconds: LogWriter.systemMilliseconds())),
                hooks: try ledger.hooks())
        } catch {
            throw CommandFailure(.inputOutput, "the state directory \(state): \(error)")
        }
    }
}

/// What `copydesk status` shows.
struct LedgerStatus {
    let daemon: DaemonHead
    let overview: Overview
    let hooks: [HookRecord]

    /// Numbers of the journal that a hook has not taken yet.
    func lag(of hook: HookRecord) -> Int { Int(max(0, overview.journal - hook.position)) }
}
