/// HTML in which nothing foreign is markup: every string that is put into it is escaped, and only what a literal of ours says
/// is not.
struct Markup: ExpressibleByStringInterpolation, Equatable, Sendable {
    private(set) var text: String

    init(stringLiteral value: String) { text = value }

    init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    /// What is markup already, such as a style sheet of ours.
    init(own text: String) { self.text = text }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

        mutating func appendLiteral(_ literal: String) { text += literal }

        /// Foreign text: credentials in addresses are hidden, markup is escaped.
        mutating func appendInterpolation(_ foreign: String) {
            text += ForeignText.html(LogText.withoutCredentials(foreign))
        }

        mutating func appendInterpolation(_ number: Int) { text += "\(number)" }

        mutating func appendInterpolation(_ markup: Markup) { text += markup.text }

        /// What was made safe by other means.
        mutating func appendInterpolation(own safe: String) { text += safe }
    }
}

extension Sequence where Element == Markup {
    func joined(_ separator: String = "\n") -> Markup { Markup(own: map(\.text).joined(separator: separator)) }
}

/// A table for wide and narrow screens: where there is no room beside each other, its cells stand one below the other, each
/// with its column's name. The roles keep it a table for screen readers then, too.
struct MarkupTable {
    let caption: String
    let columns: [String]
    /// The first cell names its row.
    let rows: [[Markup]]

    var markup: Markup {
        let heads = columns.map { "<th role=\"columnheader\" scope=\"col\">\($0)</th>" as Markup }.joined("")
        return """
            <table role="table">
            <caption>\(caption)</caption>
            <thead role="rowgroup"><tr role="row">\(heads)</tr></thead>
            <tbody role="rowgroup">
            \(rows.map(row).joined())
            </tbody>
            </table>
            """
    }

    private func row(_ cells: [Markup]) -> Markup {
        let written = zip(columns, cells).enumerated().map { index, cell -> Markup in
            index == 0
                ? "<th role=\"rowheader\" scope=\"row\" dir=\"auto\">\(cell.1)</th>"
                : "<td role=\"cell\" data-column=\"\(cell.0)\">\(cell.1)</td>"
        }
        return "<tr role=\"row\">\(written.joined(""))</tr>"
    }
}
