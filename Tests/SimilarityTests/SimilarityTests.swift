import DuplicatePairs
import SampleWeb
import Testing

@testable import Similarity

@Suite struct SimilarityTests {
    private static let wire = """
        The first ferry to Skarnholm left the North Quay at ten past six on Wednesday morning, with forty-one passengers, two \
        delivery vans and a crate of young oysters on board. The harbour office had promised the berth for the spring, and \
        kept its word by a single day. “We’re home,” said the mate, who had sailed from the coal pier for fourteen months. The \
        port authority admits that the work cost almost twice what the council had approved in the year before last.
        """

    @Test(arguments: [
        ("case and white space", wire.uppercased().replacing(" ", with: "\n")),
        (
            "quotes, dashes, apostrophes",
            wire.replacing("“", with: "«").replacing("”", with: "»").replacing("’", with: "'").replacing("-", with: "—")
        ),
        ("full-width letters and commas", wire.replacing(",", with: "，").replacing("two", with: "ｔｗｏ")),
        ("soft hyphens", wire.replacing("passengers", with: "pas\u{AD}sengers")),
    ])
    func whatIsNoWordDoesNotCount(what: String, text: String) throws {
        let signature = try #require(SignedText(Self.wire)).signature
        #expect(try #require(SignedText(text)).signature == signature, "\(what)")
    }

    @Test func aTextWithoutSpacesIsCutIntoCharacters() throws {
        let text = "春の港に古い渡し船が戻ってきた。町の人々は桟橋に集まり、十四か月ぶりの汽笛を聞いた。船長は帽子を振り、子どもたちは旗を振った。工事の費用は予定の二倍近くになったと港務局は認めている。"
        let whole = try #require(SignedText(text))
        let cut = try #require(SignedText(String(text.prefix(60)).replacing("。", with: ".")))
        let other = try #require(
            SignedText("山の村では今年も雪が遅く、宿の主人は空を見上げてため息をついた。予約は半分に減り、リフトは週末だけ動いている。それでも湯は熱く、鍋は湯気を立て、客は笑って帰っていく。来月には祭りがある。"))
        #expect(cut.signature.likeness(to: whole.signature).isNearDuplicate())
        #expect(!other.signature.likeness(to: whole.signature).isNearDuplicate())
    }

    @Test func aShortTextHasNoSignature() {
        #expect(SignedText("") == nil)
        #expect(SignedText("Rain. More rain tomorrow.") == nil)
        #expect(SignedText(String(repeating: "the same five words again ", count: 400)) == nil)
    }

    /// What was kept by an earlier version must stay comparable.
    @Test func signaturesAreTheSameForEver() throws {
        let text = try #require(SignedText(Self.wire))
        #expect(text.signature.shingles == 80)
        #expect(text.signature.minima.prefix(8) == [146, 149, 147, 242, 80, 104, 48, 255])
        #expect(text.buckets.prefix(3) == [-576_395_851, 871_867_846, -1_145_599_221])
        #expect(TextSignature(shingles: text.signature.shingles, minima: text.signature.minima) == text.signature)
        #expect(TextSignature(shingles: 5, minima: [1, 2]) == nil)
        #expect(TextSignature(shingles: 0, minima: text.signature.minima) == nil)
    }

    /// The same of fingerprints, for words of many scripts; the number was also computed by another program.
    @Test func fingerprintsAreTheSameForEver() {
        let text = "Don’t “STOP”, Straße İzmir ΑΘΗΝΑ Москва ６月 Ｆｕｌｌ＿ｗｉｄｔｈ 春の港 e\u{301} x\u{AD}y — 3½ हिन्दी عربي 𝔘𠀋😀"
        #expect(TextFingerprint.of([text]) == 6_888_066_507_581_858_582)
        #expect(TextFingerprint.of(["A b", "c"]) == -1_542_901_378_063_624_405)
        #expect(TextFingerprint.of(["…", ""]) == nil)
    }

    /// The estimate against the counted share, for texts of numbered words of which so many are common.
    @Test(arguments: [(0, 400, 400), (100, 400, 400), (200, 400, 400), (100, 100, 400), (400, 400, 400)])
    func theEstimateIsNearTheShare(common: Int, first: Int, second: Int) throws {
        func text(_ count: Int, _ own: String) -> String {
            ((0..<common).map { "shared\($0)" } + (common..<max(common, count)).map { "\(own)\($0)" })
                .joined(separator: " ")
        }
        let (a, b) = (try #require(SignedText(text(first, "a"))), try #require(SignedText(text(second, "b"))))
        let likeness = a.signature.likeness(to: b.signature)
        #expect(abs(likeness.containment - Double(common) / Double(min(first, second))) < 0.2, "\(likeness)")
    }

    @Test func attributionLowersWhatHasToAgree() {
        let likeness = Likeness(jaccard: 0.25, containment: 0.5, sureContainment: 0.4)
        #expect(!likeness.isNearDuplicate())
        #expect(likeness.isNearDuplicate(isAttributed: true))
        #expect(!Likeness(jaccard: 0.1, containment: 0.5, sureContainment: 0.2).isNearDuplicate(isAttributed: true))
    }

    /// The benchmark's measure on our own pages; `make duplicates` takes a corpus.
    @Test func copiesOfTheSampleArticlesAreFoundAndNothingElse() async throws {
        let web = try await SampleSites.start()
        let texts = web.articles.map { PairScore.Text(name: $0.url, paragraphs: $0.expectedParagraphs) }
        await web.stop()
        let score = PairScore(Array(texts.dropFirst(2)), donors: Array(texts.prefix(2)))
        #expect(score.wrong.isEmpty, "\(score.wrong)")
        #expect(score.recall >= 0.95, "\(score.missed)")
        #expect(score.found.values.allSatisfy { $0.1 >= 8 } && score.otherPairs > 1000)
    }
}
