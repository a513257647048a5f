internal import CCurl
import Dispatch

/// Runs transfers on libcurl's multi handle, hop by hop, each in its turn.
// Sendable because everything mutable in it is touched on `queue` only.
final class TransferLoop: @unchecked Sendable {
    private let queue = DispatchQueue(label: "copydesk.fetching")
    private let completionQueue = DispatchQueue(label: "copydesk.fetching.completions")
    private let configuration: FetcherConfiguration
    private let multi: MultiHandle
    private let share: ShareHandle
    private var admission: Admission
    /// Every fetch that has not ended, running or waiting.
    private var transfers: [Int: Transfer] = [:]
    /// Those that are in libcurl's hands, by their easy handle.
    private var running: [UnsafeMutableRawPointer: Transfer] = [:]
    private var isStopped = false

    init(configuration: FetcherConfiguration) throws(FetchError) {
        self.configuration = configuration
        admission = Admission(total: configuration.maximumTransfers, perHost: configuration.maximumPerHost)
        share = try ShareHandle()
        multi = try MultiHandle(queue: queue, configuration: configuration)
        // The multi handle is this object's own, so it cannot call when this object is gone.
        multi.onFinished = { [unowned self] easy, code in hopEnded(easy, code) }
    }

    func start(_ request: FetchRequest, id: Int, completion: @escaping Transfer.Completion) {
        queue.async { [self] in
            do throws(FetchError) {
                guard !isStopped else { throw FetchError(.cancelled, "the fetcher is shut down", url: request.url) }
                let transfer = try Transfer(
                    id: id, request: request, configuration: configuration, sharing: share, completion)
                transfer.onRefusal = { [unowned multi] in multi.lookAgain(at: $0) }
                transfers[id] = transfer
                enter(transfer)
            } catch {
                completionQueue.async { [error] in completion(.failure(error)) }
            }
        }
    }

    func cancel(_ id: Int) {
        queue.async { [self] in
            guard let transfer = transfers[id] else { return }
            abandon(transfer, FetchError(.cancelled, "the fetch was cancelled"))
        }
    }

    func echo(completion: @escaping @Sendable () -> Void) {
        queue.async { [completionQueue] in completionQueue.async(execute: completion) }
    }

    func stop(completion: @escaping @Sendable () -> Void) {
        queue.async { [self] in
            isStopped = true
            // Those that wait go first, or each that runs would let one of them start.
            let waitingFirst = transfers.values.sorted { running[$0.handle] == nil && running[$1.handle] != nil }
            for transfer in waitingFirst {
                abandon(transfer, FetchError(.cancelled, "the fetcher is shutting down"))
            }
            multi.close()
            completionQueue.async(execute: completion)
        }
    }

    /// Lets the transfer's next hop run now, or as soon as there is a place.
    private func enter(_ transfer: Transfer) {
        if admission.enter(transfer.id, host: transfer.target.authority) { run(transfer) }
    }

    /// Starts a transfer that has a place. One that cannot start ends, and its place goes to the next.
    private func run(_ transfer: Transfer) {
        dispatchPrecondition(condition: .onQueue(queue))
        var candidate: Transfer? = transfer
        while let current = candidate {
            do throws(FetchError) {
                try current.prepareHop()
                try multi.add(current.easy)
                running[current.handle] = current
                watchFirstByte(of: current)
                return
            } catch {
                finish(current, .failure(error))
                candidate = successor(of: current)
            }
        }
    }

    private func hopEnded(_ easy: UnsafeMutableRawPointer, _ code: CURLcode) {
        dispatchPrecondition(condition: .onQueue(queue))
        guard let transfer = running.removeValue(forKey: easy) else { return }
        leave(transfer)
        switch transfer.concludeHop(code) {
        case .redirected: enter(transfer)
        case .ended(let result): finish(transfer, result)
        }
    }

    /// libcurl has no limit for the first byte, so a look at the clock of the queue stands in for it.
    private func watchFirstByte(of transfer: Transfer) {
        guard let limit = transfer.firstByteLimit else { return }
        let (id, hop) = (transfer.id, transfer.hop)
        queue.asyncAfter(deadline: .now() + .milliseconds(limit.milliseconds)) { [weak self] in
            guard let self, let transfer = transfers[id], running[transfer.handle] != nil else { return }
            guard transfer.hop == hop, transfer.isSilent else { return }
            abandon(transfer, transfer.firstByteTimeout(limit))
        }
    }

    /// Ends a transfer from outside, wherever it stands.
    private func abandon(_ transfer: Transfer, _ error: FetchError) {
        dispatchPrecondition(condition: .onQueue(queue))
        if running.removeValue(forKey: transfer.handle) != nil {
            multi.remove(transfer.easy)
            leave(transfer)
        } else {
            _ = admission.withdraw(transfer.id)
        }
        finish(transfer, .failure(error))
    }

    /// Gives the transfer's place to the next one.
    private func leave(_ transfer: Transfer) {
        if let next = successor(of: transfer) { run(next) }
    }

    private func successor(of transfer: Transfer) -> Transfer? {
        admission.leave(host: transfer.target.authority).flatMap { transfers[$0] }
    }

    private func finish(_ transfer: Transfer, _ result: Result<FetchResponse, FetchError>) {
        transfers[transfer.id] = nil
        let outcome = result.mapError { transfer.complete($0) }
        let completion = transfer.completion
        completionQueue.async { completion(outcome) }
    }
}
