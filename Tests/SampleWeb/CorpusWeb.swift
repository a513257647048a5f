import Foundation

/// The pages of a corpus directory, served from one loopback address.
///
/// A corpus is a folder with `truth.jsonl` (a page a line) and `html/<id>.html.gz`. Each page stands under
/// `/<id>.html` as the publisher sent it: the stored gzip is its content coding, the charset goes into the header when
/// the corpus knows it. `/urls.txt` lists all addresses, `/rss.xml` announces all pages.
public struct CorpusWeb: Sendable {
    /// One line of `truth.jsonl`.
    public struct Page: Sendable {
        public let id: String
        public let title: String
        /// The article by hand: paragraphs separated by a blank line.
        public let expectedText: String
        /// The charset for the `Content-Type` header; nil when the corpus names none.
        public let charset: String?
        /// The path here, percent-encoded: `/de-Golem_2024_04_28.html`.
        public var path: String { "/\(encodedID).html" }

        private var encodedID: String {
            id.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(.init(charactersIn: "-._~"))) ?? id
        }
    }

    /// Every page of the corpus, in the order of `truth.jsonl`.
    public let pages: [Page]
    /// The server, with its record of requests.
    public let web: LoopbackWeb
    /// The address of each page, in the same order.
    public var urls: [String] { pages.map { web.origin + $0.path } }
    /// A plain list of the addresses, one a line.
    public var listURL: String { web.origin + "/urls.txt" }
    /// An RSS 2.0 feed over all pages.
    public var feedURL: String { web.origin + "/rss.xml" }

    /// Whether there is a corpus in this folder; tests that need one skip themselves where it is absent.
    public static func isAvailable(in folder: URL) -> Bool {
        FileManager.default.isReadableFile(atPath: folder.appending(path: "truth.jsonl").path)
    }

    /// Reads the corpus's table and starts serving; pages are read from disk when they are asked for.
    public static func start(
        folder: URL, host: String = "127.0.0.1", port: UInt16 = 0
    ) async throws(SampleWebError) -> CorpusWeb {
        let pages = try readPages(in: folder)
        let byPath = Dictionary(pages.map { ("/\($0.id).html", $0) }, uniquingKeysWith: { first, _ in first })
        let web = try await LoopbackWeb.start(host: host, port: port) { request in
            switch request.path {
            case "/urls.txt": .text(pages.map { request.origin + $0.path + "\n" }.joined())
            case "/rss.xml": .xml(rss(over: pages, origin: request.origin), type: "application/rss+xml")
            default: byPath[request.path].map { response(for: $0, in: folder, to: request) }
            }
        }
        return CorpusWeb(pages: pages, web: web)
    }
}

/// The fields of `truth.jsonl` that are read here.
private struct TruthLine: Decodable {
    let id: String
    let title: String?
    let text: String?
    let charset: String?
}

private func readPages(in folder: URL) throws(SampleWebError) -> [CorpusWeb.Page] {
    do {
        let table = try Data(contentsOf: folder.appending(path: "truth.jsonl"))
        return try table.split(separator: UInt8(ascii: "\n")).map { line in
            let truth = try JSONDecoder().decode(TruthLine.self, from: line)
            return CorpusWeb.Page(
                id: truth.id, title: truth.title ?? truth.id, expectedText: truth.text ?? "",
                charset: truth.charset)
        }
    } catch {
        throw .unreadable("\(folder.path): \(error)")
    }
}

/// The stored page, still compressed; a client that does not take gzip gets 406.
private func response(
    for page: CorpusWeb.Page, in folder: URL, to request: LoopbackWeb.Request
) -> LoopbackWeb.Response {
    guard request.header("Accept-Encoding")?.contains("gzip") == true else {
        return .init(status: 406, body: Array("This page is stored gzip-compressed only.\n".utf8))
    }
    do {
        let file = try Data(contentsOf: folder.appending(path: "html/\(page.id).html.gz"))
        let type = page.charset.map { "text/html; charset=\($0)" } ?? "text/html"
        return .init(headers: ["Content-Type": type, "Content-Encoding": "gzip"], body: Array(file))
    } catch {
        return .init(status: 500, body: Array("\(error)\n".utf8))
    }
}

private func rss(over pages: [CorpusWeb.Page], origin: String) -> String {
    let items = pages.map {
        "<item><title>\(escaped($0.title))</title><link>\(origin)\($0.path)</link><guid>\(origin)\($0.path)</guid></item>"
    }
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0"><channel><title>Corpus</title><link>\(origin)/</link><description>All pages</description>
        \(items.joined(separator: "\n"))
        </channel></rss>

        """
}

private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
}
