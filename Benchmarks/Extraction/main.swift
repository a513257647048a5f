// What extraction costs, against libxml2's own parsers on the same bytes.
//
//     extraction-bench rounds              pages in and an empty line; then, for each line "costs", "memory" or "articles", what
//                                          the pages cost beside libxml2's bare parsers, the most memory they took, or their
//                                          texts: Benchmarks/bench_extraction.py makes figures of that
//     extraction-bench once                pages in, each extracted once by the function extractOnce, when all that is made at
//                                          the first use is there: for counting instructions
//     extraction-bench digests             pages in, a number and a hash of everything extracted out: two builds that extract
//                                          alike give the same
//
// Pages come as NDJSON on standard input, as `copydesk extract --batch` takes them; "path" (.html or .html.gz), "url" and
// "charset" are read, up to an empty line. All bytes are in memory before the first clock is read.
import Foundation

let arguments = CommandLine.arguments.dropFirst()
let pages = try readPages()
guard !pages.isEmpty else { exit(64) }
switch arguments.first {
case "rounds": try Rounds(pages).answer()
case "once":
    try extract(pages)
    try extractOnce(pages)
case "digests": try printDigests(pages)
default:
    print("usage: extraction-bench rounds | once | digests   < REQUESTS")
    exit(64)
}
