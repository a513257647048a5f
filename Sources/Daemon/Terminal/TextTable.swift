/// Rows of cells that share the width of a terminal. Pure.
struct TextTable {
    struct Column {
        let title: String
        /// With fewer terminal columns it says nothing.
        let least: Int
    }

    let columns: [Column]
    let rows: [[String]]

    private static let gap = 2

    /// How wide each column is. The widest give way first; where even the least do not fit, the last columns go.
    /// - Parameter width: of the terminal; nil for as much as the cells take.
    func widths(within width: Int?) -> [Int] {
        let natural = columns.enumerated().map { index, column in
            rows.map { TextWidth.columns(of: $0[index]) }.reduce(TextWidth.columns(of: column.title), max)
        }
        guard let width else { return natural }
        for count in stride(from: columns.count, to: 1, by: -1) {
            var widths = Array(natural.prefix(count))
            var excess = widths.reduce(0, +) + Self.gap * (count - 1) - width
            while excess > 0 {
                let shrinkable = widths.indices.filter { widths[$0] > columns[$0].least }
                guard let widest = shrinkable.max(by: { widths[$0] < widths[$1] }) else { break }
                widths[widest] -= 1
                excess -= 1
            }
            if excess <= 0 { return widths }
        }
        return [min(natural[0], max(1, width))]
    }

    /// The cells of a row as they stand under each other, with the gaps behind; the last is as long as it is.
    static func cells(_ row: [String], _ widths: [Int]) -> [String] {
        zip(row, widths).enumerated().map { index, cell in
            index == widths.count - 1
                ? TextWidth.cut(cell.0, to: cell.1)
                : TextWidth.padded(cell.0, to: cell.1) + String(repeating: " ", count: gap)
        }
    }
}
