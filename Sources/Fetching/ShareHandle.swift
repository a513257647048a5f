internal import CCurl
import Glibc

/// What all transfers share beyond their connections and the DNS cache, which are the multi handle's: TLS sessions, so that
/// a second connection to a server costs a shorter handshake.
///
/// The transfers run on one queue, but a handle may be freed on whichever thread lets go of it last, so there are locks
/// (<https://curl.se/libcurl/c/CURLSHOPT_LOCKFUNC.html>).
final class ShareHandle {
    let pointer: UnsafeMutableRawPointer
    private let locks: UnsafeMutablePointer<pthread_mutex_t>
    private static let lockCount = Int(CURL_LOCK_DATA_LAST.rawValue)

    init() throws(FetchError) {
        guard let pointer = curl_share_init() else { throw FetchError(.system, "libcurl has no memory left") }
        self.pointer = pointer
        locks = .allocate(capacity: Self.lockCount)
        for index in 0..<Self.lockCount { pthread_mutex_init(locks + index, nil) }
        ccurl_share_set_locks(
            pointer, { _, data, _, context in pthread_mutex_lock(ShareHandle.lock(data, context)) },
            { _, data, context in pthread_mutex_unlock(ShareHandle.lock(data, context)) }, locks)
        ccurl_share_set_data(pointer, CURL_LOCK_DATA_SSL_SESSION)
    }

    deinit {
        // Handles that use it keep it alive, so it is in use no more.
        curl_share_cleanup(pointer)
        for index in 0..<Self.lockCount { pthread_mutex_destroy(locks + index) }
        locks.deallocate()
    }

    private static func lock(
        _ data: curl_lock_data, _ context: UnsafeMutableRawPointer?
    ) -> UnsafeMutablePointer<pthread_mutex_t> {
        guard let context else { preconditionFailure("libcurl calls without the locks it was given") }
        return context.assumingMemoryBound(to: pthread_mutex_t.self) + Int(data.rawValue)
    }
}
