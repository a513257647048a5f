internal import CCurl

/// Turns libcurl's result code, with what is known about the hop, into an error a person understands.
struct CurlFailure {
    let code: CURLcode
    /// libcurl's own words; may be empty.
    let text: String
    let host: String
    let phase: FetchPhase
    /// Whether the header had begun and not ended.
    let isInHeader: Bool
    let dial: Dial
    /// The total time limit, for the message.
    let total: Duration

    var error: FetchError {
        let (kind, message) = reading
        return FetchError(kind, message, curlCode: Int(code.rawValue))
    }

    private var reading: (FetchError.Kind, String) {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST:
            (.dns, "the host \(host) has no address\(detail)")
        case CURLE_COULDNT_CONNECT:
            connectReading
        case CURLE_OPERATION_TIMEDOUT:
            timeoutReading
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_CERTPROBLEM, CURLE_SSL_INVALIDCERTSTATUS:
            tlsReading
        case CURLE_GOT_NOTHING:
            (.incomplete, "the server closed the connection without an answer")
        case CURLE_PARTIAL_FILE:
            (.incomplete, "the response ended before it was complete\(detail)")
        case CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_HTTP2, CURLE_HTTP2_STREAM:
            (.incomplete, "the connection broke while \(phase.rawValue)\(detail)")
        case CURLE_BAD_CONTENT_ENCODING:
            (.badEncoding, "the body cannot be decompressed\(detail)")
        case CURLE_URL_MALFORMAT:
            (.badURL, "the URL cannot be read\(detail)")
        case CURLE_BAD_FUNCTION_ARGUMENT:
            // What libcurl 7.88 says of some chunk sizes that are none, and of a header that begins with a folded line.
            (.protocolError, "the answer is not valid HTTP\(detail)")
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP_RETURNED_ERROR:
            // Schemes are checked before, so an unsupported protocol is an answer that is not HTTP/1 or HTTP/2.
            (.protocolError, "the answer is not valid HTTP\(detail)")
        case CURLE_OUT_OF_MEMORY where isInHeader:
            // What libcurl 7.88 says of a header line over 100 KiB; later ones say CURLE_TOO_LARGE.
            (.headersTooLarge, "a header line is too long")
        default:
            (.system, "libcurl failed while \(phase.rawValue)\(detail)")
        }
    }

    /// The guard's refusal is told only where no address was left to dial.
    private var connectReading: (FetchError.Kind, String) {
        if let failure = dial.systemFailure { return (.system, failure) }
        let refused = dial.refusals.joined(separator: ", ")
        if dial.attempts.isEmpty, !refused.isEmpty {
            return (.refusedAddress(refused), "refused address of \(host): \(refused)")
        }
        let tried = dial.attempts.map(\.description).joined(separator: ", ")
        let besides = refused.isEmpty ? "" : "; refused: \(refused)"
        return (.connect, "cannot connect to \(host), tried \(tried)\(besides)\(detail)")
    }

    private var timeoutReading: (FetchError.Kind, String) {
        if text.hasPrefix("Operation too slow") {
            return (.timeout(phase), "too slow while \(phase.rawValue)\(detail)")
        }
        let isConnecting = phase == .connecting || phase == .securing || phase == .resolving
        let limit = isConnecting ? "the time to connect ran out" : "not finished within \(total.inSeconds)"
        return (.timeout(phase), "\(limit), while \(phase.rawValue)")
    }

    private var tlsReading: (FetchError.Kind, String) {
        let cause = TLSCause.words(for: text) ?? (text.isEmpty ? CurlCode.text(code) : text)
        return (.tls(cause), "TLS with \(host) failed: \(cause)")
    }

    /// libcurl's own words in brackets, where it said more than nothing.
    private var detail: String { text.isEmpty ? "" : " (\(text))" }
}

/// OpenSSL's reasons in words for people. Matched by substring, since OpenSSL wraps them differently by version; what
/// is not in the table is shown as OpenSSL says it.
enum TLSCause {
    static func words(for text: String) -> String? {
        table.first { text.containsBytes($0.0) }?.1
    }

    private static let table: [(String, String)] = [
        ("self-signed certificate in certificate chain", "the certificate chain ends in an unknown authority"),
        ("self signed certificate in certificate chain", "the certificate chain ends in an unknown authority"),
        ("self-signed certificate", "the certificate is self-signed"),
        ("self signed certificate", "the certificate is self-signed"),
        ("certificate has expired", "the certificate has expired"),
        ("certificate is not yet valid", "the certificate is not valid yet"),
        ("unable to get local issuer certificate", "no trusted authority vouches for the certificate"),
        ("unable to get issuer certificate", "no trusted authority vouches for the certificate"),
        ("certificate revoked", "the certificate is revoked"),
        ("no alternative certificate subject name", "the certificate is for another host"),
        ("does not match target host name", "the certificate is for another host"),
        ("unable to obtain common name", "the certificate names no host"),
        ("key too small", "the certificate's key is too weak"),
        ("ee key too small", "the certificate's key is too weak"),
        ("certificate key too weak", "the certificate's key is too weak"),
        ("digest algorithm too weak", "the certificate's signature is too weak"),
        ("ca md too weak", "the certificate's signature is too weak"),
        ("dh key too small", "the server's key exchange is too weak"),
        ("unsupported protocol", "the server speaks only TLS versions that are too old"),
        ("protocol version", "the server and we share no version of TLS"),
        ("wrong version number", "the server does not speak TLS on this port"),
        ("handshake failure", "the server and we share no cipher"),
        ("unexpected eof", "the server closed the connection during the handshake"),
        ("Connection reset", "the server reset the connection during the handshake"),
    ]
}

extension String {
    fileprivate func containsBytes(_ needle: String) -> Bool {
        let wanted = Array(needle.utf8)
        var rest = Substring(self).utf8
        while rest.count >= wanted.count {
            if rest.starts(with: wanted) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
