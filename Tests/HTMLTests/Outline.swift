import HTML

extension Document {
    /// The tree on one line: `p(‹text›b(‹more›))`, without `html`, `head` and `body`.
    var outline: String {
        var outline = ""
        var ends: [Int] = []
        for (index, node) in nodes.enumerated() {
            close(&ends, before: index, in: &outline)
            switch node.tag {
            case .html, .head, .body: break
            case .text: outline += "‹\(string(node.text))›"
            default:
                outline += name(of: index) + "("
                ends.append(Int(node.end))
            }
        }
        close(&ends, before: nodes.count, in: &outline)
        return outline
    }

    private func close(_ ends: inout [Int], before index: Int, in outline: inout String) {
        while let end = ends.last, end <= index {
            outline += ")"
            ends.removeLast()
        }
    }

    /// All character data outside scripts.
    var visibleText: String {
        var text = ""
        var index = 0
        while index < nodes.count {
            let node = nodes[index]
            text += string(node.text)
            index = node.tag == .script ? Int(node.end) : index + 1
        }
        return text
    }
}
