import Worker

/// One kind of input made to hurt, in any size.
package struct HostileInput: Sendable {
    package let name: String
    package let operation: Job.Operation
    package var charset: String?
    /// Where the page came from.
    package var url = "https://example.com/story"
    /// What an operator wrote for the page's site, as a job has it.
    package var siteRules: String?
    /// Words that stand after the trouble and must come out; nil where nothing can be expected, such as in what is no page.
    package let survivor: String?
    /// The bytes in a size from 1 to 64: that of an unkind page to that of a wilful one.
    package let bytes: @Sendable (Int) -> [UInt8]

    package init(
        _ name: String, _ operation: Job.Operation = .explain, charset: String? = nil, survivor: String? = Self.words,
        bytes: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.name = name
        self.operation = operation
        self.charset = charset
        self.survivor = survivor
        self.bytes = bytes
    }

    /// What a worker is asked to do with it.
    package func job(_ size: Int) -> Job {
        var job = Job(id: 1, operation: operation, body: bytes(size))
        job["url"] = url
        job["charset"] = charset
        job["site"] = siteRules
        if operation == .robots { job["agent"] = "copydesk" }
        return job
    }

    package static let words = "zebrafish under the lighthouse"

    /// Trouble between the paragraphs of an article.
    package static func page(_ name: String, head: String = "", _ trouble: @escaping @Sendable (Int) -> String)
        -> HostileInput
    {
        HostileInput(name) { Array((before(head) + trouble($0) + after).utf8) }
    }

    /// Trouble in the head of an article's page.
    package static func head(_ name: String, _ trouble: @escaping @Sendable (Int) -> String) -> HostileInput {
        HostileInput(name) { Array((before(trouble($0)) + after).utf8) }
    }

    package static func before(_ head: String = "") -> String {
        "<!DOCTYPE html><html lang=en><head><title>The council meets</title>\(head)</head><body><article><h1>The council"
            + " meets</h1><p>The council met on Monday to discuss the new bridge across the river, which the town has"
            + " wanted for thirty years.</p>"
    }

    package static let after =
        "\n<p>On Tuesday a reporter found a \(words), and the mayor said that the town would keep it there until the"
        + " bridge is finished.</p></article></body></html>"

    /// A piece over and over.
    static func many(_ piece: String, _ count: Int) -> String {
        String(repeating: piece, count: count)
    }

    /// A piece over and over, with a number of its own in place of each `#`.
    static func numbered(_ piece: String, _ count: Int) -> String {
        let parts = piece.split(separator: "#", omittingEmptySubsequences: false)
        var text = ""
        for number in 0..<count { text += parts.joined(separator: "\(number)") }
        return text
    }
}
