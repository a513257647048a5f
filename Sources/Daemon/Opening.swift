import Archive
import Delivery
import Fetching
import Foundation
import Ledger
import Logging
import SearchIndex
import WorkerPool

/// Makes the stages from the configuration, turning each refusal into a sentence and an exit code.
enum Opening {
    static func ledger(_ directory: String) throws(CommandFailure) -> Ledger {
        do throws(LedgerError) {
            return try Ledger(directory: directory, replacingCorrupt: true)
        } catch {
            switch error {
            case .inUse: throw CommandFailure(.tryLater, "the state directory \(directory): \(error)")
            default: throw CommandFailure(.inputOutput, "the state directory \(directory): \(error)")
            }
        }
    }

    static func store(_ configuration: Configuration) throws(CommandFailure) -> ArticleStore {
        var options = ArticleStore.Options()
        options.headlineFirst = configuration.delivery.headline
        options.formats = Set(configuration.delivery.formats)
        options.slug = configuration.delivery.slug
        options.offersNew = configuration.delivery.new
        options.latest = configuration.delivery.latest
        do {
            options.path = try PathTemplate(configuration.delivery.path)
        } catch {
            throw CommandFailure(.configuration, "path in [delivery] \(error.message)")
        }
        do throws(DeliveryError) {
            return try ArticleStore(directory: configuration.paths.output, options: options)
        } catch {
            switch error {
            case .inUse: throw CommandFailure(.tryLater, "\(error)")
            default: throw CommandFailure(.inputOutput, "the output directory \(configuration.paths.output): \(error)")
            }
        }
    }

    static func archive(
        _ configuration: Configuration, clock: @escaping @Sendable () -> Int64, log: Logger
    ) throws(CommandFailure) -> ArchiveDesk? {
        guard let keep = configuration.archive.keep else { return nil }
        do throws(ArchiveError) {
            return try ArchiveDesk(
                folder: ArchiveDesk.folder(state: configuration.paths.state), keep: keep, clock: clock
            ) { reason in
                log.error("raw pages cannot be kept", metadata: ["reason": "\(reason)"])
            }
        } catch {
            throw CommandFailure(.inputOutput, "the archive: \(error)")
        }
    }

    /// - Parameter perHost: the most connections to one host, where some host is allowed more than all.
    static func fetcher(
        _ settings: Configuration.FetchSettings, perHost: Int? = nil
    ) throws(CommandFailure) -> Fetcher {
        do throws(FetchError) {
            return try Fetcher(
                configuration: FetcherConfiguration(
                    userAgent: settings.userAgentHeader, allowedAddresses: settings.allowAddresses,
                    maximumTransfers: settings.maxTransfers, maximumPerHost: perHost ?? settings.perHostConnections))
        } catch {
            throw CommandFailure(.tryLater, "\(error)")
        }
    }

    static func hooks(
        _ configuration: Configuration, ledger: Ledger, clock: @escaping @Sendable () -> Int64, log: Logger
    ) throws(CommandFailure) -> HookDesk {
        do throws(FetchError) {
            return try HookDesk(configuration, ledger: ledger, clock: clock) { name, reason in
                log.error("a hook does not work", metadata: ["hook": "\(name)", "reason": "\(reason)"])
            }
        } catch {
            throw CommandFailure(.tryLater, "\(error)")
        }
    }

    /// Without the search nothing of what was delivered stays in its index.
    static func search(_ configuration: Configuration, log: Logger) -> SearchDesk? {
        guard configuration.monitor.isSearchable else {
            do throws(SearchError) {
                try SearchFiles.remove(SearchDesk.path(state: configuration.paths.state))
            } catch {
                log.error("the search index stays", metadata: ["reason": "\(error)"])
            }
            return nil
        }
        return SearchDesk(configuration.paths) { reason in
            log.error("the search index cannot go on", metadata: ["reason": "\(reason)"])
        }
    }

    static func workers(_ configuration: Configuration) throws(CommandFailure) -> WorkerPool {
        let settings = configuration.extraction
        do throws(WorkerPoolError) {
            let executable = try WorkerExecutable.locate(override: configuration.paths.worker)
            let count = settings.workers > 0 ? settings.workers : ProcessInfo.processInfo.activeProcessorCount
            var pool = WorkerPoolConfiguration(executable: executable, count: count)
            pool.wallLimit = settings.wallLimit
            pool.cpuLimit = settings.cpuLimit
            pool.memoryLimitBytes = settings.memoryLimitBytes
            pool.allowsUnconfined = settings.allowUnconfined
            return try WorkerPool(configuration: pool)
        } catch {
            throw CommandFailure(.tryLater, "\(error)")
        }
    }
}
