import Foundation
import Testing

@testable import Daemon

@Suite struct MetricsTests {
    private static let text = OpenMetrics.text(Metrics.families(SampleSnapshot.make()))

    /// What `promtool check metrics` and the OpenMetrics specification complain about.
    @Test func theTextIsWellFormedAndNamedByTheConventions() {
        #expect(MetricsLint.faults(in: Self.text) == [])
    }

    struct Row: CustomTestStringConvertible, Sendable {
        var text: String
        var fault: String

        var testDescription: String { fault }
    }

    @Test(arguments: [
        Row(text: "# TYPE a gauge\n# HELP a A.\na 1\n", fault: "no # EOF at the end"),
        Row(text: "# TYPE a gauge\na 1\n# EOF\n", fault: "a: no HELP"),
        Row(text: "# TYPE a counter\n# HELP a A.\na 1\n# EOF\n", fault: "a: sample a has another name"),
        Row(
            text: "# TYPE a_total gauge\n# HELP a_total A.\na_total 1\n# EOF\n",
            fault: "a_total: name ends as a counter's"),
        Row(text: "# TYPE a_ms gauge\n# HELP a_ms A.\na_ms 1\n# EOF\n", fault: "a_ms: no base unit"),
        Row(
            text: "# TYPE a_bytes gauge\n# HELP a_bytes A.\na_bytes 1\n# EOF\n", fault: "a_bytes: no UNIT bytes"),
        Row(text: "# TYPE aB gauge\n# HELP aB A.\naB 1\n# EOF\n", fault: "aB: name"),
        Row(text: "# TYPE a gauge\n# HELP a A.\na 1\na 2\n# EOF\n", fault: "a: sample a twice"),
        Row(text: "# TYPE a gauge\n# HELP a A.\na{source=\"x\"} 1\n# EOF\n", fault: "a: label source"),
        Row(text: "# TYPE a gauge\n# HELP a A.\na one\n# EOF\n", fault: "a: value one"),
    ])
    func theLintFindsFaults(_ row: Row) {
        #expect(MetricsLint.faults(in: row.text) == [row.fault])
    }

    @Test func valuesAreTheSnapshots() {
        let lines = Set(Self.text.split(separator: "\n").map(String.init))
        for line in [
            "copydesk_build_info{version=\"\(Release.version)\"} 1",
            "copydesk_articles{state=\"delivered\"} 40",
            "copydesk_articles{state=\"failed\"} 0",
            "copydesk_sources{state=\"new\"} 0",
            "copydesk_sources{state=\"working\"} 1",
            "copydesk_polls_total 12",
            "copydesk_queue_articles 3",
            "copydesk_journal_sequence 41",
            "copydesk_output_free_bytes 12345678901",
            "copydesk_last_delivery_timestamp_seconds 1795152600",
            "copydesk_stage_seconds_total{stage=\"fetch\"} 2.25",
            "copydesk_stage_runs_total{stage=\"fetch\"} 2",
            "copydesk_stage_seconds_total{stage=\"worker_wait\"} 0.5",
            "copydesk_stage_seconds_total{stage=\"parse\"} 0.25",
            "copydesk_stage_runs_total{stage=\"parse\"} 1",
            "copydesk_stage_seconds_total{stage=\"feed_text\"} 0",
            "copydesk_stage_seconds_total{stage=\"delivery\"} 0.125",
            "copydesk_stage_seconds_total{stage=\"ledger\"} 1.5",
            "copydesk_stage_runs_total{stage=\"ledger\"} 30",
            "process_cpu_seconds_total 1.5",
            "process_start_time_seconds 1794983400",
        ] {
            #expect(lines.contains(line), "\(line)")
        }
    }

    @Test func whatIsNotKnownIsLeftOut() {
        var snapshot = SampleSnapshot.make { $0.recent = [] }
        snapshot.pipeline = nil
        snapshot.process = ProcessFigures()
        let text = OpenMetrics.text(Metrics.families(snapshot))
        #expect(MetricsLint.faults(in: text) == [])
        let unknown = ["copydesk_last_delivery", "copydesk_polls", "stage=\"fetch\"", "process_open_fds"]
        for name in unknown { #expect(!text.contains(name)) }
    }

    /// The README's table names every metric once, with its type, and no other.
    @Test func everyMetricIsDocumented() throws {
        let readme = try String(contentsOfFile: ShippedConfigurationTests.root + "/README.md", encoding: .utf8)
        let documented = readme.split(separator: "\n").compactMap { line -> String? in
            guard let match = line.firstMatch(of: /^\| `((?:copydesk|process)_[a-z_]+)`[^|]*\| (counter|gauge|info) \|/)
            else { return nil }
            return "\(match.1) \(match.2)"
        }
        let known = Metrics.families(SampleSnapshot.make()).map { "\($0.sampleName) \($0.kind.rawValue)" }
        #expect(documented == known)
    }

    @Test func aProcessIsReadFromItsStat() {
        var figures = ProcessFigures()
        figures.takeIn(
            stat: "7 (a) b (c) S 1 7 7 0 -1 4194560 1 0 0 0 250 50 0 0 20 0 9 0 100 2048000 300 18446744073709551615",
            ticks: 100, page: 4096)
        #expect(figures.cpuSeconds == 3)
        #expect(figures.virtualBytes == 2_048_000)
        #expect(figures.residentBytes == 300 * 4096)
        let own = ProcessFigures.read()
        #expect((own.residentBytes ?? 0) > 1_000_000)
        #expect((own.openDescriptors ?? 0) > 2)
    }
}

/// The rules of `promtool check metrics` and of OpenMetrics 1.0 that a text of ours could break.
enum MetricsLint {
    private struct Family {
        var name: String
        var kind = ""
        var unit: String?
        var help: String?
        var samples: [Substring] = []
    }

    static func faults(in text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.popLast() == "", lines.popLast() == "# EOF" else { return ["no # EOF at the end"] }
        var families: [Family] = []
        for line in lines {
            let words = line.split(separator: " ", maxSplits: 3)
            if words.first == "#", words.count == 4 {
                let name = String(words[2])
                if families.last?.name != name {
                    if families.contains(where: { $0.name == name }) { return ["\(name): in two places"] }
                    families.append(Family(name: name))
                }
                switch words[1] {
                case "TYPE": families[families.count - 1].kind = String(words[3])
                case "UNIT": families[families.count - 1].unit = String(words[3])
                case "HELP": families[families.count - 1].help = String(words[3])
                default: return ["\(name): unknown \(words[1])"]
                }
            } else {
                guard !families.isEmpty else { return ["a sample without family"] }
                families[families.count - 1].samples.append(line)
            }
        }
        return families.flatMap(faults)
    }

    private static func faults(_ family: Family) -> [String] {
        var faults: [String] = []
        if family.name.wholeMatch(of: /[a-z][a-z0-9]*(_[a-z0-9]+)*/) == nil { faults.append("name") }
        if family.help?.hasSuffix(".") != true { faults.append("no HELP") }
        if family.name.hasSuffix("_total") || family.name.hasSuffix("_count") {
            faults.append("name ends as a counter's")
        }
        let last = String(family.name.split(separator: "_").last ?? "")
        if ["ms", "milliseconds", "minutes", "hours", "kb", "mb", "kilobytes", "megabytes", "percent"].contains(last) {
            faults.append("no base unit")
        }
        if ["seconds", "bytes"].contains(last), family.unit != last { faults.append("no UNIT \(last)") }
        if let unit = family.unit, unit != last { faults.append("UNIT is not in the name") }
        return (faults + samples(family)).map { "\(family.name): \($0)" }
    }

    private static func samples(_ family: Family) -> [String] {
        let suffix = ["counter": "_total", "gauge": "", "info": "_info"][family.kind]
        guard let suffix else { return ["type \(family.kind)"] }
        var faults: [String] = family.samples.isEmpty ? ["no samples"] : []
        var seen: Set<Substring> = []
        for sample in family.samples {
            guard let match = sample.wholeMatch(of: /([a-z_0-9A-Z]+)(?:\{([a-z_]+)="((?:[^"\\\n]|\\["\\n])*)"\})? (.*)/)
            else {
                faults.append("sample \(sample)")
                continue
            }
            if match.1 != family.name + suffix { faults.append("sample \(match.1) has another name") }
            if Double(match.4) == nil { faults.append("value \(match.4)") }
            if let label = match.2, !["state", "kind", "result", "cause", "stage", "version"].contains(label) {
                faults.append("label \(label)")
            }
            if !seen.insert(sample.prefix { $0 != " " }).inserted { faults.append("sample \(match.1) twice") }
        }
        return faults
    }
}
