import Testing

@testable import Daemon

/// Who heads which cluster, after what files and journal say one after the other.
@Suite struct ClusterSurveyTests {
    static let rows: [(said: [(String, String?)], pairs: [String: String])] = [
        ([], [:]),
        ([("a", "a"), ("b", "a"), ("c", nil)], ["b": "a"]),
        // A head is deposed, and its cluster goes with it.
        ([("a", "a"), ("b", "a"), ("n", "n"), ("a", "n")], ["a": "n", "b": "n"]),
        // What is said later counts.
        ([("b", "a"), ("b", "c"), ("b", "b")], [:]),
        ([("b", "a"), ("c", "b"), ("d", "c")], ["b": "a", "c": "a", "d": "a"]),
    ]

    @Test(arguments: rows.indices) func everyMemberHasTheHeadOfAll(row: Int) {
        var survey = ClusterSurvey()
        for (member, cluster) in Self.rows[row].said { survey.note(member, in: cluster) }
        #expect(Dictionary(uniqueKeysWithValues: survey.pairs.map { ($0.member, $0.head) }) == Self.rows[row].pairs)
    }

    @Test func aCircleEnds() {
        var survey = ClusterSurvey()
        for (member, cluster) in [("a", "b"), ("b", "c"), ("c", "b")] { survey.note(member, in: cluster) }
        #expect(survey.pairs.count == 3)
    }
}
