import Delivery
import Dispatch
import Fetching
import Foundation
import Ledger
import Scheduling
import Synchronization

/// The hooks of the configuration. Made at the start, and running from then on beside everything else.
final class HookDesk: Sendable {
    private let settings: Configuration.HookSettings
    private let output: String
    private let ledger: Ledger
    private let clock: @Sendable () -> Int64
    private let backoff: Backoff
    private let fetcher: Fetcher?
    private let addresses: [String]
    private let trouble: @Sendable (String, String) -> Void
    private let runners = Mutex<[HookRunner]>([])

    /// A hook that does not work is tried again after a second, two, four … up to ten minutes.
    static let backoff = Backoff(first: .seconds(1), ceiling: .seconds(600))

    /// - Parameter trouble: told a hook's name and why it does not work.
    init(
        _ configuration: Configuration, ledger: Ledger, clock: @escaping @Sendable () -> Int64,
        backoff: Backoff = HookDesk.backoff, trouble: @escaping @Sendable (String, String) -> Void
    ) throws(FetchError) {
        settings = configuration.hooks
        output = configuration.paths.output
        self.ledger = ledger
        self.clock = clock
        self.backoff = backoff
        self.trouble = trouble
        addresses = settings.webhooks + settings.webhookSecrets.compactMap(\.value)
        guard !addresses.isEmpty else {
            fetcher = nil
            return
        }
        // The operator named these addresses, so they may be where the daemon itself must not go for a page.
        fetcher = try Fetcher(
            configuration: FetcherConfiguration(
                userAgent: configuration.fetch.userAgentHeader,
                allowedAddresses: ["0.0.0.0/0", "::/0"].compactMap(AddressRange.init)))
    }

    /// Enters the hooks into the ledger and hands over what waits. After the journal was mended, and before anything is delivered.
    func start() throws {
        for absence in settings.webhookSecrets.compactMap(\.absence) { trouble("webhook", absence) }
        let targets = try targets()
        let records = try ledger.register(hooks: targets.map(\.name))
        let made = records.compactMap { record -> HookRunner? in
            guard let target = targets.first(where: { $0.name == record.name })?.target else { return nil }
            return HookRunner(
                record, target: target, output: output, ledger: ledger, clock: clock, backoff: backoff, trouble: trouble
            )
        }
        runners.withLock { $0 = made }
        wake()
    }

    /// There are new lines in the journal's files.
    func wake() { for runner in runners.withLock({ $0 }) { runner.wake() } }

    /// Ends what is under way, then calls back. What was not taken is handed over after the next start.
    func stop(completion: @escaping @Sendable () -> Void) {
        let ended = DispatchGroup()
        for runner in runners.withLock({ $0 }) {
            ended.enter()
            runner.stop { ended.leave() }
        }
        if let fetcher {
            ended.enter()
            fetcher.shutdown { ended.leave() }
        }
        ended.notify(queue: .global(), execute: completion)
    }

    private func targets() throws -> [(name: String, target: any HookTarget)] {
        var targets: [(name: String, target: any HookTarget)] = []
        if !settings.onDelivered.isEmpty {
            let command = HookCommand(settings.onDelivered, output: output, timeLimit: settings.timeLimit)
            targets.append(("on_delivered", command))
        }
        guard let fetcher else { return targets }
        for url in addresses {
            let webhook = Webhook(url: url, timeLimit: settings.timeLimit, fetcher: fetcher)
            targets.append(("webhook " + (try WebhookAddress.shown(url)), webhook))
        }
        return targets
    }
}
