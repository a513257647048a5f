import Ledger
import Logging
import WorkerPool

/// Feeds and robots.txt files that no worker survived: kept, listed, and not read again as long as they are the same.
extension Pipeline {
    /// Why a worker is not to read these bytes; nil where it may.
    func refusal(of bytes: [UInt8], url: String) -> String? {
        do {
            return try stages.quarantine.refusal(of: bytes, url: url).map {
                "no worker survived the same bytes: it \($0)"
            }
        } catch {
            // Then a worker tries it again, which costs no more than the first time.
            stages.log.error("the quarantine cannot be read", metadata: ["url": "\(url)", "reason": "\(error)"])
            return nil
        }
    }

    /// Keeps what no worker survived, where it was that and not our own trouble.
    func quarantine(
        _ kind: QuarantinedPage.Kind, url: String, source: String? = nil, bytes: [UInt8], _ failure: WorkerFailure
    ) {
        guard failure.isJobsFault else { return }
        do {
            try stages.quarantine.add(
                kind, url: url, source: source, bytes: bytes, failure: failure, now: stages.clock())
            stages.log.warning(
                "set aside",
                metadata: ["url": "\(url)", "reason": "reading it \(failure)", "quarantine": "\(failure.code)"])
        } catch {
            stages.log.error("a document cannot be kept", metadata: ["url": "\(url)", "reason": "\(error)"])
        }
    }

    /// Notes that the document of this address could be read.
    func release(url: String) {
        do {
            try stages.quarantine.release(url: url)
        } catch {
            stages.log.error("the quarantine cannot be written", metadata: ["url": "\(url)", "reason": "\(error)"])
        }
    }
}
