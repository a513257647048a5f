import Foundation
import JSON
import SampleWeb
import Testing
import Worker

@testable import Daemon

/// What `--stats` says.
@Suite struct WorkStatisticsTests {
    private func work(_ bytes: Int, _ times: KeyValuePairs<Work.Stage, UInt64>) -> Work {
        Work(bytes: bytes, times: times.map { Work.Time($0.key, nanoseconds: $0.value) })
    }

    @Test func aPageIsATableOfItsStages() {
        var statistics = WorkStatistics()
        statistics.add(work(200_000, [.parse: 3_000_000, .decode: 1_000_000, .serialisation: 5_000]))
        #expect(
            statistics.textOfPage(elapsed: .milliseconds(12))
                == """
                200000 bytes        ms      share
                decode            1.00       25 %
                parse             3.00       75 %
                serialisation     0.01        0 %
                together          4.01  49.9 MB/s
                worker and pipes  8.00

                """)
    }

    @Test func aBatchIsATableWithQuantiles() {
        var statistics = WorkStatistics()
        for number in 1...100 {
            statistics.add(work(50_000, [.decode: 100_000, .parse: UInt64(number) * 10_000]))
        }
        statistics.addUnanswered()
        #expect(
            statistics.textOfBatch(elapsed: .milliseconds(40), jobs: 2)
                == """
                100 pages, 5.0 MB in 0.0 s: 2500.0 pages and 125.0 MB/s; 1 without an answer from a worker
                          seconds      share  median ms  90 %  99 %  longest
                decode      0.010       17 %       0.10  0.10  0.10     0.10
                parse       0.051       83 %       0.50  0.90  1.00     1.00
                together    0.061  76 % busy       0.61  1.00  1.08     1.10

                """)
    }

    @Test func nothingDoneIsNoDivisionByZero() {
        let statistics = WorkStatistics()
        #expect(statistics.textOfPage(elapsed: .zero).hasPrefix("0 bytes"))
        #expect(statistics.textOfBatch(elapsed: .zero, jobs: 1).hasPrefix("0 pages, 0.0 MB in 0.0 s"))
    }

    @Test(arguments: [0, 1, 15, 16, 31, 32, 33, 1000, 123_456_789, 1 << 40, .max] as [UInt64])
    func aHistogramIsOffByThreePercentAtMost(_ nanoseconds: UInt64) {
        var histogram = DurationHistogram()
        histogram.add(nanoseconds: nanoseconds)
        histogram.add(nanoseconds: .max)
        let half = histogram.quantile(0.5) / .nanoseconds(1)
        #expect(abs(half - Double(Int64(clamping: nanoseconds))) <= Double(nanoseconds) / 32)
        #expect(histogram.quantile(1) == .nanoseconds(Int64.max) && histogram.count == 2)
    }

    @Test func onePageAndABatchSayItOnStandardErrorOnly() async throws {
        let scratch = try ScratchDirectory()
        let file = try scratch.write(GeneratedPages.article(7), to: "page.html")
        let plain = try await copydesk(["extract", file, "--format", "json"])
        for arguments in [[], ["--in-process"]] {
            let page = try await copydesk(["extract", file, "--format", "json", "--stats"] + arguments)
            #expect(page.output == plain.output && page.ending == .status(0))
            #expect(page.errors.hasPrefix("\(GeneratedPages.article(7).utf8.count) bytes"))
            for stage in ["decode", "parse", "segmentation", "features", "model", "selection", "metadata"] {
                #expect(page.errors.contains("\n\(stage) "), "\(stage) in \(page.errors)")
            }
        }
        let requests = (1...3).map { "{\"id\":\($0),\"path\":\"\(file)\"}\n" }.joined() + "nonsense\n"
        let silent = try await copydesk(["extract", "--batch"], input: Array(requests.utf8))
        let batch = try await copydesk(["extract", "--batch", "--stats"], input: Array(requests.utf8))
        #expect(batch.output == silent.output && batch.ending == .status(0) && silent.errors == "")
        #expect(batch.errors.hasPrefix("3 pages, 0.0 MB in "))
        #expect(batch.errors.contains("\nserialisation ") && batch.errors.contains(" busy "))
    }

    /// What a page took until it was refused counts too.
    @Test func aRefusalHasItsTable() async throws {
        let result = try await copydesk(["extract", "--stats"], input: Array("%PDF-1.7".utf8))
        #expect(result.ending == .status(65) && result.output == "" && result.errors.hasPrefix("8 bytes"))
    }
}
