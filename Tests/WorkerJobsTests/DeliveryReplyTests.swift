import JSON
import Testing
import Worker

@testable import WorkerJobs

/// What a worker answers for a delivery, against what it answers people.
@Suite struct DeliveryReplyTests {
    private static let page = """
        <!DOCTYPE html><html lang="en"><head><title>The ferry is back</title></head><body>
        <nav><ul><li><a href="/a">Harbour</a></li><li><a href="/b">Fish market</a></li></ul></nav>
        <article><h1>The ferry is back</h1><p>Subscribe to our newsletter</p>
        <p>The old ferry has come back to the harbour after fourteen months, and the people of the town stood on the pier to greet
        her with flags and with a band that had practised for a week.</p>
        <h2>What it cost</h2>
        <p>The harbour office admits that the work cost nearly twice what was planned, since the hull was in a worse state than
        the divers had reported when they looked at it in the autumn.</p></article></body></html>
        """

    private func extract(_ field: String) throws -> JSONValue {
        var job = Job(id: 1, operation: .extract, body: Array(Self.page.utf8))
        job["url"] = "https://tarnhaven.example/ferry"
        job[field] = "yes"
        return try JSONValue.parse(WorkerJobs().handle(job).body)
    }

    @Test func aDeliveryGetsTheSameButForTextsThatItDoesNotNeed() throws {
        let (full, brief) = (try extract("paragraphs"), try extract("delivery"))
        #expect(full["text"]?.string?.isEmpty == false && brief["text"] == nil)
        let members = try #require(brief.object)
        for member in members where member.key != "removed" {
            #expect(full[member.key] == member.value, "\(member.key)")
        }
        #expect(Set(members.map(\.key)).union(["text"]) == Set(full.object?.map(\.key) ?? []))
    }

    @Test func removedBlocksAreCountedByTheirKind() throws {
        let kinds = try #require(try extract("paragraphs")["removed"]?.array).compactMap { $0["kind"]?.string }
        let counts = try #require(try extract("delivery")["removed"]?.object)
        #expect(!counts.isEmpty)
        #expect(
            Dictionary(kinds.map { ($0, 1.0) }, uniquingKeysWith: +)
                == Dictionary(
                    uniqueKeysWithValues: counts.map { ($0.key, $0.value.number ?? 0) }))
    }
}
