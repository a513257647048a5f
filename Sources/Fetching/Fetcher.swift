// Fetching gets pages over HTTP. In goes a `FetchRequest`, out comes the final response with its decompressed body,
// or an error in words. It follows redirects, refuses addresses that are not public, keeps every limit of time and
// size, reuses connections, and never blocks: libcurl runs on one serial queue. It never reads a page, keeps no
// cookies beyond a chain of redirects, reads no environment, decides nothing about when a host may be asked, and never retries.

import Dispatch
import Synchronization

/// Fetches any number of pages at one time. All work happens on one queue of its own.
public final class Fetcher: Sendable {
    private let loop: TransferLoop
    private let lastIdentifier = Atomic<Int>(0)

    /// Starts libcurl.
    /// - Throws: ``FetchError`` of the kind `system`, where libcurl or the descriptors it needs are not to be had.
    public init(configuration: FetcherConfiguration) throws(FetchError) {
        try CurlLibrary.start()
        loop = try TransferLoop(configuration: configuration)
    }

    deinit { loop.stop {} }

    /// Starts a fetch. The completion is called exactly once, on a serial queue shared by this fetcher's completions:
    /// a slow one delays the others, but no transfer.
    @discardableResult
    public func fetch(
        _ request: FetchRequest, completion: @escaping @Sendable (Result<FetchResponse, FetchError>) -> Void
    ) -> FetchTicket {
        let ticket = FetchTicket(id: lastIdentifier.add(1, ordering: .relaxed).newValue, loop: loop)
        loop.start(request, id: ticket.id, completion: completion)
        return ticket
    }

    /// Calls back as soon as transfers and their completions move, where completions are called.
    public func echo(completion: @escaping @Sendable () -> Void) {
        loop.echo(completion: completion)
    }

    /// Cancels what runs or waits, closes all connections, then calls back, after all other completions.
    /// Later fetches end with `.cancelled` at once.
    public func shutdown(completion: @escaping @Sendable () -> Void) {
        loop.stop(completion: completion)
    }
}

/// Stands for one fetch. Letting go of it does not end the fetch.
public final class FetchTicket: Sendable {
    let id: Int
    private let loop: TransferLoop

    init(id: Int, loop: TransferLoop) {
        self.id = id
        self.loop = loop
    }

    /// Ends the fetch with `.cancelled`, unless it has ended already.
    public func cancel() {
        loop.cancel(id)
    }
}
