import CXML2
import Extraction
import Foundation
import Glibc
import HTML

/// Extraction against the bare parsers, all in one thread of one process, page by page in turn.
enum Ratios {
    static func run(_ pages: [Page], repeats: Int) throws {
        let extractor = try Extractor()
        let decoded = pages.map { Charset.decode($0.bytes, transport: $0.charset).bytes }
        var figures = Figures(pages: pages.count)
        for round in 0...repeats {  // The first round warms up.
            for (index, page) in pages.enumerated() {
                let utf8 = decoded[index]
                let costs = Costs(
                    dom: cpuTime { parseTree(utf8) }, sax: cpuTime { parseEvents(utf8) },
                    document: cpuTime { _ = try? Document.parse(page.bytes, transportCharset: page.charset) },
                    extraction: cpuTime { _ = try? extractor.extract(page) })
                if round > 0 { figures.add(costs, page: index) }
            }
        }
        figures.report(bytes: decoded.map(\.count))
    }

    /// What `htmlReadMemory` and `xmlFreeDoc` cost.
    private static func parseTree(_ utf8: [UInt8]) {
        utf8.withUnsafeBytes { bytes in
            guard let base = bytes.bindMemory(to: CChar.self).baseAddress else { return }
            xmlFreeDoc(htmlReadMemory(base, Int32(bytes.count), nil, "UTF-8", options))
        }
    }

    /// The same parser with callbacks that do nothing.
    private static func parseEvents(_ utf8: [UInt8]) {
        utf8.withUnsafeBytes { bytes in
            guard let base = bytes.bindMemory(to: CChar.self).baseAddress,
                let context = htmlCreateMemoryParserCtxt(base, Int32(bytes.count))
            else { return }
            context.pointee.sax.pointee = silent
            htmlCtxtUseOptions(context, options)
            xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
            htmlParseDocument(context)
            htmlFreeParserCtxt(context)
        }
    }

    private static let options =
        Int32(
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
                | HTML_PARSE_NONET.rawValue | HTML_PARSE_COMPACT.rawValue | HTML_PARSE_IGNORE_ENC.rawValue)
        | 1 << 19

    // Written once, before the first use.
    nonisolated(unsafe) private static let silent: xmlSAXHandler = {
        var handler = xmlSAXHandler()
        handler.startElement = { _, _, _ in }
        handler.endElement = { _, _ in }
        handler.characters = { _, _, _ in }
        handler.cdataBlock = { _, _, _ in }
        return handler
    }()

    /// CPU time of this thread, in microseconds (clock_gettime(2)).
    private static func cpuTime(_ work: () -> Void) -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
        }
        let start = now()
        work()
        return now() - start
    }
}

/// CPU microseconds of one page.
struct Costs {
    var dom, sax, document, extraction: Double
}

/// Per page, the least of all rounds: what the machine's other work added is left out.
struct Figures {
    private var least: [Costs]

    init(pages: Int) {
        least = Array(
            repeating: Costs(dom: .infinity, sax: .infinity, document: .infinity, extraction: .infinity), count: pages)
    }

    mutating func add(_ costs: Costs, page: Int) {
        least[page].dom = min(least[page].dom, costs.dom)
        least[page].sax = min(least[page].sax, costs.sax)
        least[page].document = min(least[page].document, costs.document)
        least[page].extraction = min(least[page].extraction, costs.extraction)
    }

    func report(bytes: [Int]) {
        func total(_ cost: (Costs) -> Double) -> Double { least.map(cost).reduce(0, +) }
        let (dom, sax, document, extraction) = (total(\.dom), total(\.sax), total(\.document), total(\.extraction))
        let megabytes = Double(bytes.reduce(0, +)) / 1e6
        print(
            String(
                format: "%d pages, %.1f MB; CPU of one thread, the least of the rounds for each page", least.count,
                megabytes))
        for (name, cost) in [
            ("bare DOM", dom), ("no-op SAX", sax), ("our arena", document), ("extraction", extraction),
        ] {
            print(
                String(
                    format: "%@ %.1f ms, %.0f MB/s, %.2f x DOM, %.2f x SAX", name, cost / 1e3, megabytes / cost * 1e6,
                    cost / dom, cost / sax))
        }
        let perMegabyte = zip(least, bytes).map { $0.extraction / Double(max($1, 1)) }.sorted()
        let median = perMegabyte[perMegabyte.count / 2]
        let tail = perMegabyte[min(perMegabyte.count - 1, perMegabyte.count * 999 / 1000)]
        print(
            String(
                format: "time a MB: median %.1f ms, 99.9th percentile %.1f x the median; slowest page %.1f ms",
                median * 1e3, tail / median, (least.map(\.extraction).max() ?? 0) / 1e3))
    }
}
