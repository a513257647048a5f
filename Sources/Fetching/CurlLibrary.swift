internal import CCurl

/// libcurl as a whole: initialised once for the process, never taken down, since other code may use it too.
enum CurlLibrary {
    /// Fails where libcurl cannot start, or would block the queue in the resolver.
    static func start() throws(FetchError) {
        guard result == CURLE_OK else {
            throw FetchError(.system, "libcurl cannot start: \(CurlCode.text(result))", curlCode: Int(result.rawValue))
        }
        guard resolvesAsynchronously else {
            throw FetchError(.system, "this libcurl looks up hosts synchronously, one slow name would stop everything")
        }
    }

    private static let result = curl_global_init(Int(CURL_GLOBAL_SSL | CURL_GLOBAL_WIN32))

    private static var resolvesAsynchronously: Bool {
        guard let info = curl_version_info(CURLVERSION_FIRST) else { return false }
        return info.pointee.features & CURL_VERSION_ASYNCHDNS != 0
    }
}

enum CurlCode {
    /// libcurl's general words for a result code.
    static func text(_ code: CURLcode) -> String {
        curl_easy_strerror(code).map { String(cString: $0) } ?? "libcurl error \(code.rawValue)"
    }
}
