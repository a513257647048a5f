internal import CCurl
import Dispatch
import Glibc

/// One libcurl multi handle, driven by one epoll descriptor and one timer on one serial queue, which owns it.
///
/// libcurl tells in its socket callback which sockets to watch (<https://curl.se/libcurl/c/libcurl-multi.html>,
/// “multi_socket”). They are put into a private epoll descriptor at once, since a closed descriptor's number may come
/// back in the next moment; Dispatch watches only the epoll descriptor, which never changes.
final class MultiHandle {
    /// Called on the queue for each transfer that ended, after its easy handle has left the multi handle.
    var onFinished: ((UnsafeMutableRawPointer, CURLcode) -> Void)?

    private let queue: DispatchQueue
    private let multi: UnsafeMutableRawPointer
    private let epoll: Epoll
    private let readSource: any DispatchSourceRead
    private let timerSource: any DispatchSourceTimer
    private var stranded = StrandedTransfers()
    private var isClosed = false

    init(queue: DispatchQueue, configuration: FetcherConfiguration) throws(FetchError) {
        guard let multi = curl_multi_init() else { throw FetchError(.system, "libcurl has no memory left") }
        do throws(FetchError) {
            epoll = try Epoll()
        } catch {
            curl_multi_cleanup(multi)
            throw error
        }
        self.queue = queue
        self.multi = multi
        readSource = DispatchSource.makeReadSource(fileDescriptor: epoll.descriptor, queue: queue)
        timerSource = DispatchSource.makeTimerSource(queue: queue)
        configure(configuration)
        startSources()
    }

    /// Lets a transfer run; it begins with the next turn of the queue.
    func add(_ easy: EasyHandle) throws(FetchError) {
        dispatchPrecondition(condition: .onQueue(queue))
        let code = curl_multi_add_handle(multi, easy.pointer)
        guard code == CURLM_OK else { throw FetchError(.system, "libcurl takes no transfer: \(Self.text(code))") }
    }

    /// Breaks a transfer off. Not to be called from within one of libcurl's callbacks.
    func remove(_ easy: EasyHandle) {
        dispatchPrecondition(condition: .onQueue(queue))
        curl_multi_remove_handle(multi, easy.pointer)
        stranded.forget(easy.pointer)
    }

    /// Sees to it that a transfer whose address got no socket goes on to the next one. May be called within libcurl.
    func lookAgain(at easy: EasyHandle) {
        stranded.refused(easy.pointer)
    }

    /// Frees the handle and its connections. All transfers must have been removed.
    func close() {
        dispatchPrecondition(condition: .onQueue(queue))
        guard !isClosed else { return }
        isClosed = true
        curl_multi_cleanup(multi)
        timerSource.cancel()
        readSource.cancel()
    }

    private func configure(_ configuration: FetcherConfiguration) {
        // The callbacks run inside calls on `multi` only, and `close` ends those before this object goes.
        let context = Unmanaged.passUnretained(self).toOpaque()
        ccurl_multi_set_socket(
            multi,
            { easy, socket, action, context, _ in
                MultiHandle.at(context)?.watch(socket, action, of: easy)
                return 0
            }, context)
        ccurl_multi_set_timer(
            multi,
            { _, milliseconds, context in
                MultiHandle.at(context)?.setTimer(milliseconds)
                return 0
            }, context)
        ccurl_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
        // Idle ones count as well: with no more than transfers, each would close another host's that its next page could use.
        let connections = max(configuration.maximumTransfers, Self.keptConnections)
        ccurl_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, connections)
        ccurl_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, configuration.maximumPerHost)
        ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, connections)
    }

    /// Connections that are open at a time, idle ones among them: a quarter of the descriptors that a process commonly has.
    private static let keptConnections = 256

    private static func at(_ context: UnsafeMutableRawPointer?) -> MultiHandle? {
        context.map { Unmanaged<MultiHandle>.fromOpaque($0).takeUnretainedValue() }
    }

    private func startSources() {
        readSource.setEventHandler { [weak self] in self?.serveSockets() }
        timerSource.setEventHandler { [weak self] in self?.act(on: CURL_SOCKET_TIMEOUT, events: 0) }
        // Dispatch may still hold the descriptor until this handler runs.
        readSource.setCancelHandler { [descriptor = epoll.descriptor] in _ = Glibc.close(descriptor) }
        readSource.activate()
        timerSource.activate()
    }

    /// libcurl's socket callback. A socket that cannot be watched is left to its transfer's time limit: an error
    /// here would make libcurl give up all transfers.
    private func watch(_ socket: curl_socket_t, _ action: Int32, of easy: UnsafeMutableRawPointer?) {
        if action == CURL_POLL_REMOVE {
            epoll.forget(socket)
            stranded.lost(socket, by: easy)
        } else {
            stranded.gained(socket, by: easy)
            _ = epoll.watch(socket, read: action & CURL_POLL_IN != 0, write: action & CURL_POLL_OUT != 0)
        }
    }

    /// libcurl's timer callback: −1 stops the timer, 0 means as soon as possible, but never from within itself.
    private func setTimer(_ milliseconds: Int) {
        let deadline: DispatchTime = milliseconds < 0 ? .distantFuture : .now() + .milliseconds(milliseconds)
        timerSource.schedule(deadline: deadline, leeway: .milliseconds(1))
    }

    /// An event of a descriptor that an earlier one of the same batch closed does no harm: libcurl's sockets never
    /// block, and it ignores numbers it does not know.
    private func serveSockets() {
        for event in epoll.ready() {
            let read = event.isReadable ? CURL_CSELECT_IN : 0
            let write = event.isWritable ? CURL_CSELECT_OUT : 0
            act(on: event.descriptor, events: read | write)
        }
    }

    /// Lets libcurl do what it can do now, then reports what has finished.
    private func act(on socket: curl_socket_t, events: Int32) {
        dispatchPrecondition(condition: .onQueue(queue))
        guard !isClosed else { return }
        var running: Int32 = 0
        curl_multi_socket_action(multi, socket, events, &running)
        reportFinished()
        while !isClosed, stranded.takePass() {
            ccurl_multi_look_at_all(multi, &running)
            reportFinished()
        }
    }

    private func reportFinished() {
        while !isClosed, let (easy, code) = nextFinished() { onFinished?(easy, code) }
    }

    /// The message dies with the removal of its handle, so its content is taken first.
    private func nextFinished() -> (UnsafeMutableRawPointer, CURLcode)? {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left)?.pointee {
            guard message.msg == CURLMSG_DONE, let easy = message.easy_handle else { continue }
            curl_multi_remove_handle(multi, easy)
            stranded.forget(easy)
            return (easy, message.data.result)
        }
        return nil
    }

    private static func text(_ code: CURLMcode) -> String {
        curl_multi_strerror(code).map { String(cString: $0) } ?? "error \(code.rawValue)"
    }
}
