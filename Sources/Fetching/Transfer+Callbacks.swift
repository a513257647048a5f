internal import CCurl

extension Transfer {
    /// libcurl calls these only while the handle is in the multi handle, and for that long the loop keeps this object.
    func installCallbacks() throws(FetchError) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        try easy.check(
            ccurl_easy_set_write(
                handle, { data, _, count, context in Transfer.at(context)?.receive(body: data, count) ?? 0 }, context))
        try easy.check(
            ccurl_easy_set_header(
                handle, { data, _, count, context in Transfer.at(context)?.receive(header: data, count) ?? 0 }, context)
        )
        try easy.check(
            ccurl_easy_set_opensocket(
                handle, { context, _, address in Transfer.at(context)?.openSocket(address) ?? CURL_SOCKET_BAD }, context
            ))
    }

    private static func at(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Takes bytes of the body as they were sent. Returning another number than `count` ends the hop.
    private func receive(body data: UnsafePointer<CChar>?, _ count: Int) -> Int {
        guard redirectLocation == nil else { return discard(count) }
        if decoder == nil {
            decoder = BodyDecoder(
                contentEncoding: head.headers.all("Content-Encoding"),
                transferEncoding: head.headers.all("Transfer-Encoding"))
            if decoder == nil { abortion = FetchError(.badEncoding, "the body is compressed in an unknown way") }
        }
        switch decoder?.decode(UnsafeRawBufferPointer(start: data, count: count), append) {
        case .more: return count
        case .broken: abortion = FetchError(.badEncoding, "the body cannot be decompressed")
        case .stopped, nil: break
        }
        return 0
    }

    /// Takes decompressed bytes, as long as they are within the limit.
    private func append(_ bytes: UnsafeRawBufferPointer) -> DecodingStep {
        let room = request.limits.bodyBytes - body.count
        if bytes.count <= room {
            body.append(contentsOf: bytes)
            return .more
        }
        if request.cutsBody {
            body.append(contentsOf: bytes.prefix(room))
            isBodyCut = true
        } else {
            abortion = FetchError(.tooLarge, "the body is larger than \(request.limits.bodyBytes) bytes")
        }
        return .stopped
    }

    /// Reads a little of a redirect's body, so that the connection can be used again, but not any amount.
    private func discard(_ count: Int) -> Int {
        discardedBytes += count
        return discardedBytes <= 65_536 ? count : 0
    }

    /// Takes one header line.
    private func receive(header data: UnsafePointer<CChar>?, _ count: Int) -> Int {
        guard head.take(UnsafeRawBufferPointer(start: data, count: count)) == .more else {
            abortion = FetchError(.headersTooLarge, "the header is too large or has too many lines")
            return 0
        }
        return count
    }

    private func openSocket(_ address: UnsafeMutablePointer<curl_sockaddr>?) -> curl_socket_t {
        let socket = address.map { dial.open($0) } ?? CURL_SOCKET_BAD
        if socket == CURL_SOCKET_BAD { onRefusal?(easy) }
        return socket
    }
}
