import FlyingFox
import Foundation

extension LoopbackWeb.Response {
    /// The response, or 304 without a body when the client already holds it (RFC 9110 section 13.1).
    ///
    /// `If-None-Match` is compared with the `ETag` here and outranks `If-Modified-Since`, which has to equal
    /// `Last-Modified` to the letter, as clients send back what they were given.
    func conditional(on request: LoopbackWeb.Request) -> LoopbackWeb.Response {
        guard status == 200, isCurrent(for: request) else { return self }
        var unchanged = self
        unchanged.status = 304
        unchanged.body = []
        unchanged.headers["Content-Type"] = nil
        return unchanged
    }

    private func isCurrent(for request: LoopbackWeb.Request) -> Bool {
        if let known = request.header("If-None-Match") {
            guard let tag = headers["ETag"] else { return false }
            return known.split(separator: ",").contains { $0.trimmingCharacters(in: .whitespaces) == tag }
        }
        guard let since = request.header("If-Modified-Since") else { return false }
        return since == headers["Last-Modified"]
    }

    /// The response as the HTTP library sends it; the answer to HEAD has the length of a body but none.
    func encoded(for request: LoopbackWeb.Request) -> HTTPResponse {
        var fields = HTTPHeaders()
        for (name, value) in headers { fields[HTTPHeader(name)] = value }
        let code = HTTPStatusCode(status, phrase: status < 400 ? "OK" : "Error")
        guard request.method == "HEAD" else {
            return HTTPResponse(statusCode: code, headers: fields, body: Data(body))
        }
        fields[.contentLength] = String(body.count)
        return HTTPResponse(statusCode: code, headers: fields)
    }
}
