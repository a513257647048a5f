internal import CCurl

/// One libcurl easy handle with the lists and the error buffer it points into; used on one queue.
final class EasyHandle {
    let pointer: UnsafeMutableRawPointer
    private let share: ShareHandle
    private let errorBuffer: UnsafeMutablePointer<CChar>
    /// libcurl keeps the pointer only, so each list lives until its option is set anew or the handle goes.
    private var lists: [CURLoption.RawValue: UnsafeMutablePointer<curl_slist>] = [:]

    init(sharing share: ShareHandle) throws(FetchError) {
        guard let pointer = curl_easy_init() else {
            throw FetchError(.system, "libcurl has no memory left for a transfer")
        }
        self.pointer = pointer
        self.share = share
        errorBuffer = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        ccurl_easy_set_error_buffer(pointer, errorBuffer)
        ccurl_easy_set_share(pointer, share.pointer)
    }

    deinit {
        curl_easy_cleanup(pointer)
        for list in lists.values { curl_slist_free_all(list) }
        errorBuffer.deallocate()
    }

    func set(_ option: CURLoption, _ value: Int) throws(FetchError) {
        try check(ccurl_easy_set_long(pointer, option, value))
    }

    func set(_ option: CURLoption, _ value: Bool) throws(FetchError) {
        try set(option, value ? 1 : 0)
    }

    /// Milliseconds, and at least one: zero would mean “no limit”.
    func set(_ option: CURLoption, _ value: Duration) throws(FetchError) {
        try set(option, max(1, value.milliseconds))
    }

    func set(_ option: CURLoption, _ value: String) throws(FetchError) {
        try check(ccurl_easy_set_text(pointer, option, value))
    }

    /// Makes the request a POST of these bytes, which libcurl copies.
    func post(_ bytes: [UInt8]) throws(FetchError) {
        try check(bytes.withUnsafeBytes { ccurl_easy_set_post(pointer, $0.baseAddress, bytes.count) })
    }

    func set(_ option: CURLoption, _ values: [String]) throws(FetchError) {
        var list: UnsafeMutablePointer<curl_slist>?
        for value in values {
            guard let longer = curl_slist_append(list, value) else {
                curl_slist_free_all(list)
                throw FetchError(.system, "libcurl has no memory left for a list")
            }
            list = longer
        }
        let previous = lists.removeValue(forKey: option.rawValue)
        lists[option.rawValue] = list
        let code = ccurl_easy_set_list(pointer, option, list)
        curl_slist_free_all(previous)
        try check(code)
    }

    func check(_ code: CURLcode) throws(FetchError) {
        guard code != CURLE_OK else { return }
        throw FetchError(.system, "libcurl refuses an option: \(CurlCode.text(code))", curlCode: Int(code.rawValue))
    }

    func integer(_ info: CURLINFO) -> Int {
        var value = 0
        return ccurl_easy_info_long(pointer, info, &value) == CURLE_OK ? value : 0
    }

    /// A point in time since the start of the hop, which libcurl gives in microseconds.
    func duration(_ info: CURLINFO) -> Duration {
        var value: curl_off_t = 0
        return ccurl_easy_info_offset(pointer, info, &value) == CURLE_OK ? .microseconds(value) : .zero
    }

    func text(_ info: CURLINFO) -> String {
        var value: UnsafeMutablePointer<CChar>?
        guard ccurl_easy_info_text(pointer, info, &value) == CURLE_OK, let value else { return "" }
        return String(cString: value)
    }

    /// A list that libcurl makes for us, such as the cookies it holds.
    func list(_ info: CURLINFO) -> [String] {
        var list: UnsafeMutablePointer<curl_slist>?
        guard ccurl_easy_info_list(pointer, info, &list) == CURLE_OK else { return [] }
        defer { curl_slist_free_all(list) }
        return sequence(first: list) { $0?.pointee.next }.prefix { $0 != nil }
            .compactMap { $0?.pointee.data.map { String(cString: $0) } }
    }

    /// What libcurl said about the failure of the last hop; empty where it said nothing.
    var errorText: String { String(cString: errorBuffer) }

    func clearError() { errorBuffer[0] = 0 }
}

extension Duration {
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        return Int(seconds) * 1_000 + Int(attoseconds / 1_000_000_000_000_000)
    }

    /// `1.5 s`, to a hundredth.
    var inSeconds: String {
        let hundredths = (milliseconds + 5) / 10
        let rest = hundredths % 100
        guard rest != 0 else { return "\(hundredths / 100) s" }
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest % 10 == 0 ? rest / 10 : rest) s"
    }
}
