import Foundation
import SampleWeb
import Testing

struct LoopbackWebTests {
    @Test func answersFromATableAndRecordsWhatWasAsked() async throws {
        let web = try await LoopbackWeb.start(pages: ["/a.html": .html("<p>A</p>"), "/old": .redirect(to: "/a.html")])
        let page = try await fetch(web.origin + "/old", headers: ["User-Agent": "probe/1"])
        #expect(page.text == "<p>A</p>")
        #expect(page.headers["content-type"] == "text/html; charset=utf-8")
        #expect(try await fetch(web.origin + "/a.html?x=1").status == 200)
        #expect(try await fetch(web.origin + "/b.html").status == 404)
        #expect(web.requests.map(\.request.target) == ["/old", "/a.html", "/a.html?x=1", "/b.html"])
        #expect(web.requests[0].request.header("user-agent") == "probe/1")
        #expect(web.requests(for: "/a.html").count == 2)
        #expect(web.requests.allSatisfy { $0.concurrent == 1 && $0.answered != nil })
        await web.stop()
    }

    @Test func countsRequestsThatOverlap() async throws {
        let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
        let (releases, release) = AsyncStream.makeStream(of: Void.self)
        let web = try await LoopbackWeb.start { request in
            guard request.path == "/slow" else { return .text("fast") }
            arrival.yield()
            for await _ in releases { break }
            return .text("slow")
        }
        async let slow = fetch(web.origin + "/slow")
        for await _ in arrivals { break }
        #expect(try await fetch(web.origin + "/fast").text == "fast")
        release.yield()
        #expect(try await slow.text == "slow")
        #expect(web.requests.map(\.concurrent) == [1, 2])
        await web.stop()
    }

    @Test func waitsAsLongAsTheResponseAsks() async throws {
        let web = try await LoopbackWeb.start(pages: ["/": Response(status: 503, delay: .milliseconds(30))])
        #expect(try await fetch(web.origin + "/").status == 503)
        let entry = try #require(web.requests.first)
        #expect(try #require(entry.answered) - entry.arrived >= .milliseconds(30))
        await web.stop()
    }

    @Test func headHasTheLengthOfTheBodyButNone() async throws {
        let web = try await LoopbackWeb.start { request in
            var response = Response.text("four")
            response.headers["X-Method"] = request.method
            return response
        }
        let page = try await fetch(web.origin + "/", method: "HEAD")
        #expect(page.headers["x-method"] == "HEAD")
        #expect(page.headers["content-length"] == "4")
        #expect(page.body.isEmpty)
        await web.stop()
    }

    @Test func aTakenPortIsAnError() async throws {
        let web = try await LoopbackWeb.start(pages: [:])
        await #expect(throws: SampleWebError.self) {
            _ = try await LoopbackWeb.start(port: web.port, pages: [:])
        }
        await web.stop()
    }

    @Test func theSampleWebMovesWhereItsPortIsTaken() async throws {
        let taken = try await LoopbackWeb.start(host: "127.0.0.2", pages: [:])
        let web = try await SampleSites.start(port: taken.port)
        #expect(web.sites.map(\.web.host) == ["127.0.0.1", "127.0.0.1", "127.0.0.3"])
        #expect(try await fetch(web.feedURLs[1]).status == 200)
        await web.stop()
        await taken.stop()
    }
}

private typealias Response = LoopbackWeb.Response
