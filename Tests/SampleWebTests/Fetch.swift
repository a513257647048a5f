import Foundation
import FoundationNetworking

/// What a fetch brought back, after redirects.
struct Fetched {
    let url: String
    let status: Int
    /// Header names in lower case.
    let headers: [String: String]
    let body: Data
    var text: String { String(decoding: body, as: UTF8.self) }
}

/// Fetches with a client of its own, without a cache, so that 304 and repeated requests are seen as they are.
func fetch(_ url: String, method: String = "GET", headers: [String: String] = [:]) async throws -> Fetched {
    guard let address = URL(string: url) else { throw URLError(.badURL) }
    var request = URLRequest(url: address, cachePolicy: .reloadIgnoringLocalCacheData)
    request.httpMethod = method
    for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
    let session = URLSession(configuration: .ephemeral)
    defer { session.finishTasksAndInvalidate() }
    let (body, response) = try await session.data(for: request)
    guard let answer = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
    let fields = answer.allHeaderFields.map { ("\($0.key)".lowercased(), "\($0.value)") }
    return Fetched(
        url: answer.url?.absoluteString ?? url, status: answer.statusCode,
        headers: Dictionary(fields, uniquingKeysWith: { first, _ in first }), body: body)
}

/// A page's text without tags, scripts and styles; white space collapsed to single spaces.
func visibleText(of html: String) -> String {
    let body = html.replacing(/(?s)<(script|style)[ >].*?<\/(script|style)>/, with: " ")
    let text = body.replacing(/<[^>]*>/, with: " ").replacing("&amp;", with: "&")
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
}
