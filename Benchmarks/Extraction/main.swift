// What extraction costs, against libxml2's own parsers on the same bytes.
//
//     extraction-bench ratios [REPEATS]    pages in; CPU time of extraction as a multiple of a bare DOM parse and of a SAX
//                                          pass that does nothing, and the spread over pages
//     extraction-bench once                pages in, each extracted once by the function extractOnce, when all that is made at
//                                          the first use is there: for counting instructions
//     extraction-bench digests             pages in, a number and a hash of everything extracted out: two builds that extract
//                                          alike give the same
//
// Pages come as NDJSON on standard input, as `copydesk extract --batch` takes them; "path" (.html or .html.gz), "url" and
// "charset" are read. All bytes are in memory before the first clock is read.
import Foundation

let arguments = CommandLine.arguments.dropFirst()
let pages = try readPages()
guard !pages.isEmpty else { exit(64) }
switch arguments.first {
case "ratios": try Ratios.run(pages, repeats: arguments.dropFirst().first.flatMap { Int($0) } ?? 5)
case "once":
    try extract(pages)
    try extractOnce(pages)
case "digests": try printDigests(pages)
default:
    print("usage: extraction-bench ratios [REPEATS] | once | digests   < REQUESTS")
    exit(64)
}
