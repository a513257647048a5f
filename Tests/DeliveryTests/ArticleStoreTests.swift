import Foundation
import Testing

@testable import Delivery

@Suite struct ArticleStoreTests {
    let output: OutputDirectory
    let store: ArticleStore
    let stem = "articles/daily/2026/05/01/bridge-reopens-5j2hj5mat3sw"

    init() throws {
        output = try OutputDirectory()
        store = try ArticleStore(directory: output.path)
    }

    @Test func aDeliveryIsTheTextAndTheJSONBesideIt() throws {
        let staged = try store.stage(article(), as: 7, now: now)
        #expect(try output.files().count == 2)
        #expect(try output.files().allSatisfy { $0.hasPrefix(".staging/") }, "nothing is visible before publish")
        try store.publish(staged)
        #expect(try output.files() == [stem + ".json", stem + ".txt"])
        #expect(try output.read(stem + ".txt") == "Bridge reopens\n\nIt did.\n")
        #expect(try output.read(stem + ".json").contains("\"path\" : \"\(stem).txt\""))
        #expect(staged.article == 7)
        #expect(staged.publicID == "5j2hj5mat3sw")
        #expect(staged.files.map(\.path) == [stem + ".json", stem + ".txt"])
        #expect(staged.files[1].sha256 == "9b55aea099f6d82b16baea0eb2647e662b66172229fbcd5390ed4a120b8fb2ef")
    }

    @Test func theBodyAloneIsAnOption() throws {
        let output = try OutputDirectory()
        var options = ArticleStore.Options()
        options.headlineFirst = false
        let store = try ArticleStore(directory: output.path, options: options)
        try store.publish(try store.stage(article(), as: 1, now: now))
        #expect(try output.read(stem + ".txt") == "It did.\n")
    }

    @Test(arguments: [(UInt32(0o644), UInt32(0o755)), (0o640, 0o750), (0o664, 0o2775)])
    func modesAreAsConfiguredWhateverTheUmask(file: UInt32, directory: UInt32) throws {
        let output = try OutputDirectory()
        var options = ArticleStore.Options()
        options.fileMode = file
        options.directoryMode = directory
        let store = try ArticleStore(directory: output.path, options: options)
        try store.publish(try store.stage(article(), as: 1, now: now))
        #expect(try mode(output, stem + ".txt") == file)
        #expect(try mode(output, stem + ".json") == file)
        #expect(try mode(output, "articles/daily/2026") == directory)
        #expect(try mode(output, ".staging") == 0o700)
    }

    @Test func whatGoesWrongWithOneOfAGroupConcernsNoOther() throws {
        var taken = article()
        (taken.key, taken.title) = ("https://daily.example/b", "Taken")
        var empty = article()
        (empty.key, empty.paragraphs) = ("https://daily.example/c", [])
        let requests = [empty, taken, article()].enumerated().map { ArticleToStage($1, as: Int64($0), now: now) }
        let staged = store.stage(requests)
        #expect(throws: DeliveryError.self) { try staged[0].get() }
        let deliveries = try staged[1...].map { try $0.get() }
        #expect(deliveries.map(\.article) == [1, 2])
        try output.write("precious", to: deliveries[0].files[0].path)
        let errors = store.publish(deliveries)
        #expect(errors[0] == .occupied(path: deliveries[0].files[0].path) && errors[1] == nil)
        #expect(try output.read(stem + ".txt") == "Bridge reopens\n\nIt did.\n")
        #expect(try output.files().filter { $0.hasPrefix(".staging/") }.count == 2, "what was not published waits")
    }

    @Test func publishingAgainChangesNothing() throws {
        let staged = try store.stage(article(), as: 1, now: now)
        try store.publish(staged)
        try store.publish(staged)
        #expect(try output.files() == [stem + ".json", stem + ".txt"])
    }

    @Test func theSameContentTwiceIsDelivered() throws {
        try store.publish(try store.stage(article(), as: 1, now: now))
        try store.publish(try store.stage(article(), as: 1, now: now))
        #expect(try output.files() == [stem + ".json", stem + ".txt"])
    }

    @Test(arguments: ["json", "txt"])
    func aFileThatStandsThereIsNeverOverwritten(suffix: String) throws {
        try output.write("precious", to: "\(stem).\(suffix)")
        let staged = try store.stage(article(), as: 1, now: now)
        #expect(throws: DeliveryError.occupied(path: "\(stem).\(suffix)")) { try store.publish(staged) }
        #expect(try output.read("\(stem).\(suffix)") == "precious")
        #expect(store.reconcile(staged) == .pending(.occupied(path: "\(stem).\(suffix)")))
        #expect(store.discard(staged) == .withdrawn(reason: "given up"))
        #expect(try output.files() == ["\(stem).\(suffix)"], "nothing of ours is left")
    }

    @Test func twoArticlesWithOneTitleStandSideBySide() throws {
        try store.publish(try store.stage(article(), as: 1, now: now))
        try store.publish(try store.stage(article(key: "daily.example/other"), as: 2, now: now))
        #expect(try output.files().filter { $0.hasSuffix(".txt") }.count == 2)
    }

    @Test(arguments: ["articles", "articles/daily", "articles/daily/2026/05", "articles/daily/2026/05/01"])
    func aPlantedLinkDivertsNothing(link: String) throws {
        let elsewhere = try OutputDirectory()
        try output.write("", to: link + "x")
        try FileManager.default.createSymbolicLink(
            atPath: output.path + "/" + link, withDestinationPath: elsewhere.path)
        let staged = try store.stage(article(), as: 1, now: now)
        #expect(throws: DeliveryError.diverted(path: link)) { try store.publish(staged) }
        #expect(try elsewhere.files().isEmpty)
        try FileManager.default.removeItem(atPath: output.path + "/" + link)
        #expect(store.reconcile(staged) == .delivered, "once the link is gone, it goes on")
    }

    @Test func aLinkInPlaceOfTheStagingDirectoryIsRefused() throws {
        let (output, elsewhere) = (try OutputDirectory(), try OutputDirectory())
        try FileManager.default.createSymbolicLink(
            atPath: output.path + "/.staging", withDestinationPath: elsewhere.path)
        #expect(throws: DeliveryError.diverted(path: ".staging")) { try ArticleStore(directory: output.path) }
    }

    @Test(arguments: ["link", "fifo", "directory"])
    func whatIsNoFileUnderTheFinalNameStays(kind: String) throws {
        try output.write("secret", to: "elsewhere")
        try output.write("", to: stem + ".other")
        let path = output.path + "/" + stem + ".txt"
        switch kind {
        case "link":
            try FileManager.default.createSymbolicLink(
                atPath: path, withDestinationPath: output.path + "/elsewhere")
        case "fifo": #expect(mkfifo(path, 0o600) == 0)
        default: #expect(mkdir(path, 0o700) == 0)
        }
        let staged = try store.stage(article(), as: 1, now: now)
        #expect(throws: DeliveryError.occupied(path: stem + ".txt")) { try store.publish(staged) }
        #expect(try output.read("elsewhere") == "secret")
        #expect(try !output.files().contains(stem + ".json"))
    }

    @Test func aFileInTheWayOfADirectoryIsNamed() throws {
        try output.write("x", to: "articles/daily")
        let staged = try store.stage(article(), as: 1, now: now)
        #expect(throws: DeliveryError.diverted(path: "articles/daily")) { try store.publish(staged) }
    }

    @Test func anArticleWithoutTextIsNotDelivered() throws {
        #expect(throws: DeliveryError.unusable(reason: "the article has no text")) {
            try store.stage(article(paragraphs: ["", "\u{202E}\n"]), as: 1, now: now)
        }
        #expect(try output.files().isEmpty)
    }

    @Test(arguments: [
        "../../etc/cron.d/x", "/etc/x", "articles//x", "x", "", "articles/../../x", "articles/.x/y", "a/\u{0}b",
    ])
    func aPathFromABrokenLedgerLeadsNowhere(path: String) throws {
        var staged = try store.stage(article(), as: 1, now: now)
        staged.files[1].path = path
        #expect {
            try store.publish(staged)
        } throws: {
            if case DeliveryError.unusable = $0 { true } else { false }
        }
    }

    @Test func aSecondStoreOnTheDirectoryIsRefused() throws {
        #expect(throws: DeliveryError.inUse(directory: output.path)) { try ArticleStore(directory: output.path) }
        withExtendedLifetime(store) {}
    }

    @Test(arguments: [".staging", ""])
    func aReplacedDirectoryIsLockedAnewOrLeftToWhoHasIt(name: String) throws {
        let path = output.path + (name.isEmpty ? "" : "/" + name)
        try FileManager.default.moveItem(atPath: path, toPath: path + ".old")
        defer { try? FileManager.default.removeItem(atPath: output.path + ".old") }  // Only for the next run.
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        var second: ArticleStore? = try ArticleStore(directory: output.path)
        #expect(throws: DeliveryError.inUse(directory: output.path)) { try store.stage(article(), as: 1, now: now) }
        #expect(throws: DeliveryError.inUse(directory: output.path)) { try store.append([]) }
        withExtendedLifetime(second) {}
        second = nil
        try store.publish(try store.stage(article(), as: 1, now: now))
        #expect(throws: DeliveryError.inUse(directory: output.path)) { try ArticleStore(directory: output.path) }
        #expect(try output.files().count == 2)
    }

    @Test func aMissingOutputDirectoryIsMadeOnceAndNotBehindAnUnmountedDisk() throws {
        let path = output.path + "/new/output/"
        let store = try ArticleStore(directory: path)
        try store.publish(try store.stage(article(), as: 1, now: now))
        try FileManager.default.removeItem(atPath: path)
        #expect {
            try store.stage(article(key: "k"), as: 2, now: now)
        } throws: {
            if case DeliveryError.io(code: ENOENT, _) = $0 { true } else { false }
        }
        #expect(mkdir(path, 0o755) == 0)
        try store.publish(try store.stage(article(key: "k"), as: 2, now: now))
    }

    private func mode(_ output: OutputDirectory, _ name: String) throws -> UInt32? {
        let attributes = try FileManager.default.attributesOfItem(atPath: output.path + "/" + name)
        return (attributes[.posixPermissions] as? NSNumber)?.uint32Value
    }
}
