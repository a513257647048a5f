import JSON

extension Analysis {
    /// Writes the member `blocks`: every block in page order, kept or cut, with its kind, evidence and chance.
    public func writeBlocks(to json: inout JSONWriter) {
        json.key("blocks")
        json.beginArray()
        for block in blocks {
            json.beginObject()
            json.key("kept")
            json.bool(block.label.isKept)
            json.nullableMember("kind", block.label.removed?.rawValue)
            json.member("evidence", block.label.evidence)
            json.key("probability")
            json.number(block.label.probability)
            json.member("text", block.text)
            json.endObject()
        }
        json.endArray()
    }
}
