/// The header lines of a request, besides those libcurl writes itself.
enum RequestFields {
    /// `includingOwn` tells whether the request's own fields may be sent to this hop.
    static func lines(of request: FetchRequest, includingOwn: Bool) -> [String] {
        var fields = [(name: "Accept", value: request.accept)]
        if let content = request.content { fields.append(("Content-Type", content.type)) }
        if let etag = request.validators?.etag { fields.append(("If-None-Match", etag)) }
        if let date = request.validators?.lastModified { fields.append(("If-Modified-Since", date)) }
        if includingOwn { fields += request.headers }
        return fields.filter { isSendable($0.name, $0.value) }.map { "\($0.name): \($0.value)" }
    }

    /// libcurl takes lines as they are; what could begin a second line stays out. An empty value would make libcurl
    /// remove the field.
    private static func isSendable(_ name: String, _ value: String) -> Bool {
        let isToken = !name.isEmpty && name.utf8.allSatisfy(isTokenByte)
        return isToken && value.isHeaderSafe && !value.trimmedBlanks.isEmpty
    }

    /// RFC 9110 section 5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
