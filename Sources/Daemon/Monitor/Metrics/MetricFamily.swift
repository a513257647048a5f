/// One metric with its samples, by the conventions of Prometheus and OpenMetrics 1.0.
struct MetricFamily: Equatable, Sendable {
    enum Kind: String, Sendable {
        case counter, gauge, info
    }

    struct Sample: Equatable, Sendable {
        /// At most one label: a second would multiply the series.
        var label: (name: String, value: String)?
        var value: Double

        static func == (one: Sample, other: Sample) -> Bool {
            one.value == other.value && one.label?.name == other.label?.name && one.label?.value == other.label?.value
        }
    }

    /// Without the suffix that a counter's or an info's sample has.
    var name: String
    var kind: Kind
    /// `seconds` or `bytes`; the name ends with it.
    var unit: String?
    /// A sentence.
    var help: String
    var samples: [Sample]

    init(_ name: String, _ kind: Kind, unit: String? = nil, _ help: String, _ samples: [Sample]) {
        self.name = name
        self.kind = kind
        self.unit = unit
        self.help = help
        self.samples = samples
    }

    /// A metric with one value; without one it has no sample, for 0 would be a lie.
    init(_ name: String, _ kind: Kind, unit: String? = nil, _ help: String, _ value: Double?) {
        self.init(name, kind, unit: unit, help, value.map { [Sample(value: $0)] } ?? [])
    }

    init(_ name: String, _ kind: Kind, unit: String? = nil, _ help: String, _ value: Int?) {
        self.init(name, kind, unit: unit, help, value.map(Double.init))
    }

    /// A value for each of a label's values.
    init(_ name: String, _ kind: Kind, _ help: String, by label: String, _ values: [(String, Int)]) {
        self.init(name, kind, help, values.map { Sample(label: (label, $0.0), value: Double($0.1)) })
    }

    /// The name as samples have it.
    var sampleName: String {
        switch kind {
        case .counter: name + "_total"
        case .gauge: name
        case .info: name + "_info"
        }
    }
}

/// The text format of OpenMetrics 1.0, which Prometheus reads as it is.
enum OpenMetrics {
    static let type = "application/openmetrics-text; version=1.0.0; charset=utf-8"

    static func text(_ families: [MetricFamily]) -> String {
        families.filter { !$0.samples.isEmpty }.map(text).joined() + "# EOF\n"
    }

    private static func text(_ family: MetricFamily) -> String {
        var lines = ["# TYPE \(family.name) \(family.kind.rawValue)"]
        if let unit = family.unit { lines.append("# UNIT \(family.name) \(unit)") }
        lines.append("# HELP \(family.name) \(escaped(family.help))")
        for sample in family.samples {
            let label = sample.label.map { "{\($0.name)=\"\(escaped($0.value))\"}" } ?? ""
            lines.append("\(family.sampleName)\(label) \(number(sample.value))")
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    /// Whole numbers without a fraction.
    private static func number(_ value: Double) -> String {
        Int(exactly: value).map(String.init) ?? "\(value)"
    }
}
