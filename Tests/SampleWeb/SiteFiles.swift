import Foundation

/// The files of one bundled site, read once and answered from memory.
///
/// In the files `{{origin}}` stands for the address the site is served from. `redirects.txt` holds a path and its
/// target on each line; `<page>.expected.txt` beside a page is its expected text and is not served.
struct SiteFiles: Sendable {
    /// The expected text of each article, by the article's path.
    private(set) var expectedTexts: [String: String] = [:]
    private var pages: [String: LoopbackWeb.Response] = [:]
    private var missing = LoopbackWeb.Response.notFound

    init(plan: SitePlan) throws(SampleWebError) {
        do {
            let folder = Bundle.module.bundleURL.appending(path: "Sites").appending(path: plan.folder)
            for file in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
                try add(file, at: folder.appending(path: file), plan: plan)
            }
        } catch {
            throw .unreadable("\(plan.folder): \(error)")
        }
    }

    func answer(_ request: LoopbackWeb.Request) -> LoopbackWeb.Response? {
        answer(path: request.path, origin: request.origin)
    }

    func answer(path: String, origin: String) -> LoopbackWeb.Response {
        var response = pages[path] ?? missing
        let text = String(decoding: response.body, as: UTF8.self)
        response.body = Array(text.replacing("{{origin}}", with: origin).utf8)
        return response
    }

    private mutating func add(_ file: String, at url: URL, plan: SitePlan) throws {
        let values = try url.resourceValues(forKeys: [.isDirectoryKey, .contentModificationDateKey])
        guard values.isDirectory != true else { return }
        let text = try String(contentsOf: url, encoding: .utf8)
        if file == "redirects.txt" { return addRedirects(text) }
        if file.hasSuffix(".expected.txt") {
            let page = file.dropLast(".expected.txt".count) + ".html"
            expectedTexts[plan.path(ofFile: String(page))] = text.trimmingCharacters(in: .newlines)
            return
        }
        let path = plan.path(ofFile: file)
        let modified = values.contentModificationDate ?? .distantPast
        let response = LoopbackWeb.Response(
            headers: [
                "Content-Type": plan.contentType(ofPath: path, file: file),
                "ETag": "\"\(String(Int(modified.timeIntervalSince1970), radix: 16))-\(text.utf8.count)\"",
                "Last-Modified": httpDate(modified),
            ], body: Array(text.utf8))
        guard file != "404.html" else {
            missing = LoopbackWeb.Response(
                status: 404, headers: ["Content-Type": "text/html; charset=utf-8"], body: response.body)
            return
        }
        pages[path] = response
    }

    private mutating func addRedirects(_ text: String) {
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count == 2 else { continue }
            pages[String(fields[0])] = .redirect(to: String(fields[1]))
        }
    }
}

/// A date as RFC 9110 section 5.6.7 wants it: `Sun, 06 Nov 1994 08:49:37 GMT`.
private func httpDate(_ date: Date) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "GMT")
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    return formatter.string(from: date)
}
