import HTML

/// Which kept blocks are cells of data tables, and of which row. A table that lays the page out has no rows of that sense:
/// its cells hold paragraphs.
struct DataTables {
    /// The `tr` element of each block that is part of a data row, by block index.
    private(set) var rows: [Int: Int] = [:]

    /// A cell that holds more than this is text in a layout, not data.
    private static let cellCharacters = 400
    private static let cellBlocks = 4

    init(_ document: Document, _ elements: PageElements, _ segmentation: Segmentation, _ kept: [Int]) {
        var tables: [Int: Int] = [:]
        var cells: [Int: (table: Int, characters: Int, blocks: Int)] = [:]
        for index in kept where elements.around[segmentation.blocks[index].leaf].contains(.table) {
            let leaf = segmentation.blocks[index].leaf
            guard let row = document.nearest([.tr, .table], around: leaf), document.nodes[row].tag == .tr,
                let cell = document.nearest([.td, .th, .tr], around: leaf), document.nodes[cell].tag != .tr,
                let table = document.nearest([.table], around: row)
            else { continue }
            rows[index] = row
            tables[row] = table
            let known = cells[cell] ?? (table, 0, 0)
            cells[cell] = (
                table, known.characters + segmentation.blocks[index].characters, known.blocks + 1
            )
        }
        let layouts = Set(
            cells.values.filter { $0.characters > Self.cellCharacters || $0.blocks > Self.cellBlocks }.map(\.table))
        rows = rows.filter { !layouts.contains(tables[$0.value] ?? -1) }
    }
}
