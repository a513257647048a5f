extension XMLTree {
    /// Reads XML as far as it goes; what is broken is repaired first (see `XMLRepair`), so that nothing before a break
    /// is lost and no entity, DTD or other file is ever followed.
    ///
    /// - Parameters:
    ///   - bytes: the document in UTF-8, at most 512 MB; decode it with `XMLCharset.decode` first.
    ///   - leaves: lower-case names, with their prefixes, of elements that hold text or inline markup only: where one
    ///     of them is not closed, the next of `leaves` or `containers` closes it.
    ///   - containers: lower-case names that close an open leaf but are none.
    ///   - nodeLimit: what follows so many nodes is dropped.
    public static func parse(
        _ bytes: [UInt8], leaves: Set<String> = [], containers: Set<String> = [], nodeLimit: Int = XMLLimits.nodes
    ) -> XMLTree {
        guard bytes.count <= 512 << 20 else { return XMLTreeBuilder(nodeLimit: nodeLimit).tree }
        var repair = XMLRepair(bytes, leaves: leaves, closers: leaves.union(containers))
        var tree = XMLParser.tree(ofWellFormed: repair.repaired(), nodeLimit: nodeLimit)
        tree.limitsReached.formUnion(repair.limitsReached)
        return tree
    }
}
