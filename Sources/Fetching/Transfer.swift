internal import CCurl
import Glibc

/// One fetch on its way: the easy handle, the hop it is at and what has come so far. Owned by the loop's queue.
///
/// Each hop of a redirect chain runs on the same easy handle, with following switched off in libcurl: so every hop is
/// checked, recorded and given its own headers here.
final class Transfer {
    typealias Completion = @Sendable (Result<FetchResponse, FetchError>) -> Void

    enum Conclusion {
        /// `target` is the next hop.
        case redirected
        case ended(Result<FetchResponse, FetchError>)
    }

    let id: Int
    let completion: Completion
    let easy: EasyHandle
    /// Called within libcurl when an address gets no socket.
    var onRefusal: ((EasyHandle) -> Void)?
    /// The URL of the current hop.
    private(set) var target: WebURL
    /// Counts hops, so that a late timer knows its own.
    private(set) var hop = 0

    let request: FetchRequest
    private let configuration: FetcherConfiguration
    private let addressGuard: AddressGuard
    private let origin: WebURL
    private var redirects: [Redirect]
    private var spent: Duration

    // What the callbacks of the current hop found; see Transfer+Callbacks.
    var head: ResponseHead
    var body: [UInt8] = []
    /// Made with the first byte of the body.
    var decoder: BodyDecoder?
    /// Whether there was more of the body than was asked for.
    var isBodyCut = false
    /// Bytes of a redirect's body, which nobody reads.
    var discardedBytes = 0
    /// Why a callback broke the hop off.
    var abortion: FetchError?
    var dial: Dial

    init(
        id: Int, request: FetchRequest, configuration: FetcherConfiguration, sharing share: ShareHandle,
        _ completion: @escaping Completion
    ) throws(FetchError) {
        self.id = id
        self.request = request
        self.configuration = configuration
        self.completion = completion
        do throws(FetchError) {
            target = try WebURL(request.url)
        } catch {
            throw FetchError(error.kind, error.message, curlCode: error.curlCode, url: request.url)
        }
        origin = request.continuation?.origin ?? target
        redirects = request.continuation?.redirects ?? []
        spent = request.continuation?.spent ?? .zero
        addressGuard = AddressGuard(allowed: configuration.allowedAddresses)
        head = ResponseHead(limits: request.limits)
        dial = Dial(guarding: addressGuard)
        easy = try EasyHandle(sharing: share)
        try setFixedOptions()
        try installCallbacks()
    }

    var handle: UnsafeMutableRawPointer { easy.pointer }

    /// Makes the handle ready for `target`.
    func prepareHop() throws(FetchError) {
        if let reason = MetadataName.refusal(of: target.host) {
            throw FetchError(.refusedAddress(reason), "refused address of \(target.host): \(reason)")
        }
        if request.proxy != nil { try refuseNonPublicTarget() }
        hop += 1
        head = ResponseHead(limits: request.limits)
        body = []
        decoder = nil
        isBodyCut = false
        discardedBytes = 0
        abortion = nil
        dial = Dial(guarding: addressGuard)
        easy.clearError()
        try easy.set(CURLOPT_URL, target.text)
        try easy.set(CURLOPT_TIMEOUT_MS, request.limits.total - spent)
        // Worth it where TLS may bring HTTP/2. Without TLS a second transfer would wait for the first one's response.
        try easy.set(CURLOPT_PIPEWAIT, target.isSecure && request.httpVersion == .automatic)
        let isOwn = target.mayReceiveSecrets(of: origin)
        try easy.set(CURLOPT_HTTPHEADER, RequestFields.lines(of: request, includingOwn: isOwn))
        if let addresses = configuration.hostAddresses[target.host] {
            try easy.set(CURLOPT_RESOLVE, ["\(target.authority):\(addresses.joined(separator: ","))"])
        }
    }

    /// A proxy dials for us; an address in the URL itself is judged before it is asked to, and so is the name of its own host.
    private func refuseNonPublicTarget() throws(FetchError) {
        var name = Substring(target.host)
        while name.hasSuffix(".") { name = name.dropLast() }
        let isLocal = name == "localhost" || name.hasSuffix(".localhost")
        guard let address = IPAddress(isLocal ? "127.0.0.1" : String(name)),
            let reason = addressGuard.refusal(of: address)
        else { return }
        throw FetchError(.refusedAddress(reason), "refused address of \(target.host): \(address) is \(reason)")
    }

    /// Decides what the end of the hop means.
    func concludeHop(_ code: CURLcode) -> Conclusion {
        spent += easy.duration(CURLINFO_TOTAL_TIME_T)
        do throws(FetchError) {
            if let abortion { throw abortion }
            // A redirect's body is of no interest, nor is its failing.
            if let location = redirectLocation {
                try follow(location)
                return request.leavesRedirects || request.content != nil
                    ? .ended(.success(response(pending))) : .redirected
            }
            guard code == CURLE_OK || isBodyCut else { throw failure(code) }
            guard isBodyCut || decoder?.isComplete ?? true else {
                throw FetchError(.incomplete, "the compressed body ended before it was complete")
            }
            guard head.isComplete else { throw FetchError(.protocolError, "the response has no end of its header") }
            return .ended(.success(response()))
        } catch {
            return .ended(.failure(error))
        }
    }

    /// Adds to an error where it happened.
    func complete(_ error: FetchError) -> FetchError {
        var error = error
        error.url = target.text
        error.redirects = redirects
        return error
    }

    /// The limit to watch; nil where the total limit is sooner.
    var firstByteLimit: Duration? {
        request.limits.firstByte.flatMap { $0 < request.limits.total - spent ? $0 : nil }
    }

    /// Whether no byte of a response has come in this hop.
    var isSilent: Bool { head.isUntouched }

    func firstByteTimeout(_ limit: Duration) -> FetchError {
        FetchError(.timeout(phase), "no response within \(limit.inSeconds), while \(phase.rawValue)")
    }

    /// How far the current hop has come.
    var phase: FetchPhase {
        if !isSilent { return .receiving }
        if easy.duration(CURLINFO_PRETRANSFER_TIME_T) > .zero { return .waiting }
        // CURLINFO_CONNECT_TIME stays empty when the limit passes during TLS.
        if easy.integer(CURLINFO_NUM_CONNECTS) > 0 { return target.isSecure ? .securing : .waiting }
        return dial.attempts.isEmpty ? .resolving : .connecting
    }

    private func failure(_ code: CURLcode) -> FetchError {
        CurlFailure(
            code: code, text: easy.errorText, host: target.host, phase: phase,
            isInHeader: !head.isUntouched && !head.isComplete, dial: dial, total: request.limits.total
        ).error
    }

    /// Where the response sends us; nil for one that is final.
    var redirectLocation: String? {
        guard head.isComplete, [301, 302, 303, 307, 308].contains(head.status) else { return nil }
        return head.headers["Location"].flatMap { $0.isEmpty ? nil : $0 }
    }

    private func follow(_ location: String) throws(FetchError) {
        guard redirects.count < request.limits.redirects else {
            throw FetchError(.tooManyRedirects, "more than \(request.limits.redirects) redirects")
        }
        let next = try target.resolving(location)
        if target.isSecure, !next.isSecure, !request.allowsDowngrade {
            throw FetchError(.insecureRedirect, "a redirect from https to http is not followed: \(next.text)")
        }
        redirects.append(Redirect(status: head.status, from: target.text, to: next.text))
        target = next
        guard spent < request.limits.total else {
            throw FetchError(.timeout(.connecting), "the redirects took longer than \(request.limits.total.inSeconds)")
        }
    }

    private var pending: PendingRedirect {
        PendingRedirect(
            target: target.text, redirects: redirects, origin: origin, cookies: easy.list(CURLINFO_COOKIELIST),
            spent: spent)
    }

    private func response(_ pending: PendingRedirect? = nil) -> FetchResponse {
        FetchResponse(
            status: head.status, url: target.text, headers: head.headers, body: body, isBodyCut: isBodyCut,
            redirects: redirects,
            remoteAddress: easy.text(CURLINFO_PRIMARY_IP),
            timing: FetchTiming(
                dns: easy.duration(CURLINFO_NAMELOOKUP_TIME_T), connect: easy.duration(CURLINFO_CONNECT_TIME_T),
                tls: easy.duration(CURLINFO_APPCONNECT_TIME_T),
                firstByte: easy.duration(CURLINFO_STARTTRANSFER_TIME_T), total: spent),
            httpVersion: httpVersion, pending: pending)
    }

    private var httpVersion: String {
        switch easy.integer(CURLINFO_HTTP_VERSION) {
        case CURL_HTTP_VERSION_1_0: "1.0"
        case CURL_HTTP_VERSION_2_0: "2"
        case CURL_HTTP_VERSION_3: "3"
        default: "1.1"
        }
    }
}

extension Transfer {
    /// What holds for all hops.
    private func setFixedOptions() throws(FetchError) {
        let limits = request.limits
        try easy.set(CURLOPT_NOSIGNAL, true)
        // A lookup that is given up is left to its thread; otherwise libcurl waits for the thread, and all with it.
        try easy.set(CURLOPT_QUICK_EXIT, true)
        try easy.set(CURLOPT_PROTOCOLS_STR, "http,https")
        try easy.set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https")
        try easy.set(CURLOPT_FOLLOWLOCATION, false)
        try easy.set(CURLOPT_HTTP09_ALLOWED, false)
        // The empty string switches off what the environment says.
        try easy.set(CURLOPT_PROXY, request.proxy ?? "")
        try easy.set(CURLOPT_NOPROXY, "")
        try easy.set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        // The empty name switches cookies on without any file: they live as long as this handle, a chain of redirects.
        try easy.set(CURLOPT_COOKIEFILE, "")
        for cookie in request.continuation?.cookies ?? [] { try easy.set(CURLOPT_COOKIELIST, cookie) }
        try easy.set(CURLOPT_USERAGENT, request.userAgent ?? configuration.userAgent)
        try easy.set(CURLOPT_ACCEPT_ENCODING, BodyDecoder.accepted)
        try easy.set(CURLOPT_HTTP_CONTENT_DECODING, false)
        let isAutomatic = request.httpVersion == .automatic
        try easy.set(CURLOPT_HTTP_VERSION, isAutomatic ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1)
        try easy.set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        try easy.set(CURLOPT_CONNECTTIMEOUT_MS, limits.connect)
        try easy.set(CURLOPT_LOW_SPEED_LIMIT, limits.lowSpeedBytesPerSecond)
        try easy.set(CURLOPT_LOW_SPEED_TIME, (limits.lowSpeedTime.milliseconds + 999) / 1_000)
        if let content = request.content { try easy.post(content.bytes) }
        if let authorities = configuration.certificateAuthorities {
            try easy.set(CURLOPT_CAINFO, authorities)
        }
    }
}
