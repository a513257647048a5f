import Extraction
import Glibc
import HTML
import JSON

/// Measures the pages as often as it is asked to, so that whoever asks can let others measure in between: a line "costs",
/// "memory" or "articles" in, a line of JSON out.
struct Rounds {
    private let pages: [Page]
    /// What the bare parsers read.
    private let decoded: [[UInt8]]
    private let extractor: Extractor

    init(_ pages: [Page]) throws {
        self.pages = pages
        decoded = pages.map { Charset.decode($0.bytes, transport: $0.charset).bytes }
        extractor = try Extractor()
    }

    func answer() {
        while let command = readLine() {
            var json = JSONWriter()
            json.beginObject()
            switch command {
            case "costs": writeCosts(to: &json)
            case "memory": writeMemory(to: &json)
            case "articles": writeArticles(to: &json)
            default: break  // Answered by an object without members.
            }
            json.endObject()
            print(String(decoding: json.bytes, as: UTF8.self))
            fflush(nil)
        }
    }

    /// Microseconds of processor time of each page, and the bytes that the bare parsers read of it; page by page in turn.
    private func writeCosts(to json: inout JSONWriter) {
        var dom: [Double] = []
        var sax: [Double] = []
        var arena: [Double] = []
        var extraction: [Double] = []
        for (page, utf8) in zip(pages, decoded) {
            dom.append(cpuTime { BareParsers.tree(utf8) })
            sax.append(cpuTime { BareParsers.events(utf8) })
            // A page that cannot be read costs what it costs until that is known.
            arena.append(cpuTime { _ = try? Document.parse(page.bytes, transportCharset: page.charset) })
            extraction.append(cpuTime { _ = try? extractor.extract(page) })
        }
        json.write("bytes", decoded.map { Double($0.count) })
        json.write("dom", dom)
        json.write("sax", sax)
        json.write("arena", arena)
        json.write("extraction", extraction)
    }

    /// The most bytes that were allocated at a time for each page, its own among them; what a process makes once, such as the
    /// phrases' table, is made before. No member where nothing counts them: allocations.c does, if it is loaded before the C library.
    private func writeMemory(to json: inout JSONWriter) {
        guard let allocations = Allocations() else { return }
        for page in pages { _ = try? extractor.extract(page) }  // As above.
        let peaks = pages.map { page in
            // As above: a failure has its cost too.
            page.bytes.count + allocations.peak { _ = try? extractor.extract(page) }
        }
        json.write("bytes", pages.map { Double($0.bytes.count) })
        json.write("peak", peaks.map(Double.init))
    }

    /// What the pages' texts are, to be scored.
    private func writeArticles(to json: inout JSONWriter) {
        json.key("texts")
        json.beginArray()
        for page in pages {
            // A page without an answer has no text, and scores as that.
            json.string((try? extractor.extract(page))?.text ?? "")
        }
        json.endArray()
    }

    /// Processor time of this thread, in microseconds (clock_gettime(2)).
    private func cpuTime(_ work: () -> Void) -> Double {
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

/// What allocations.c counts.
private struct Allocations {
    private typealias Count = @convention(c) () -> Int
    private let begin: Count
    private let end: Count

    init?() {
        guard let begin = dlsym(nil, "allocations_begin"), let end = dlsym(nil, "allocations_peak") else { return nil }
        self.begin = unsafeBitCast(begin, to: Count.self)
        self.end = unsafeBitCast(end, to: Count.self)
    }

    /// How far what is allocated rises above what it is now.
    func peak(_ work: () -> Void) -> Int {
        let before = begin()
        work()
        return end() - before
    }
}

extension JSONWriter {
    fileprivate mutating func write(_ name: String, _ numbers: [Double]) {
        key(name)
        beginArray()
        for number in numbers { self.number(number) }
        endArray()
    }
}
