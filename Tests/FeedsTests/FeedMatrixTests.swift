import Feeds
import Testing

/// Every format with every breakage that it can have: a document, and what a reader gets from it all the same.
@Suite("Formats and breakages")
struct FeedMatrixTests {
    static let documents = FeedFormat.all.flatMap { format in
        Breakage.all.compactMap { breakage in breakage.apply(to: format) }
    }

    @Test(arguments: documents)
    func isReadAsReadersExpect(_ document: FeedCase) throws { try document.run() }

    /// The promise is at least 250 documents with those of the other suites.
    @Test func areMany() {
        #expect(Self.documents.count >= 150)
        #expect(Set(Self.documents.map(\.name)).count == Self.documents.count)
    }
}
