import Testing

@testable import Daemon

/// What a source's options become.
@Suite struct SourceOptionsTests {
    private func load(_ lines: String, files: [String: String] = [:]) throws -> Configuration.Source {
        let scratch = try ScratchDirectory()
        let path = try scratch.write("", to: "copydesk.toml")
        for (name, text) in files { try scratch.write(text, to: name) }
        try scratch.write("[[source]]\nurl = \"https://news.example/feed\"\n" + lines, to: "sources.d/a.toml")
        return try #require(try Configuration.load(path: path).sources.first)
    }

    @Test func secretsAreForTheirOriginsAlone() throws {
        let source = try load(
            """
            headers = { "X-Key" = "k" }
            cookie = "a=b"
            basic_auth_file = "secret"
            origins = ["https://www.news.example"]
            """, files: ["sources.d/secret": "anna:pass word\n"])
        for url in ["https://news.example/a", "https://news.example:443/", "https://www.news.example/b"] {
            let lines = source.headers(for: url).map { "\($0.name): \($0.value)" }
            #expect(lines == ["X-Key: k", "Cookie: a=b", "Authorization: Basic YW5uYTpwYXNzIHdvcmQ="], "\(url)")
        }
        for url in [
            "http://news.example/a", "https://news.example:8443/a", "https://a.news.example/",
            "https://news.example.evil.example/",
            "https://evil.example/?https://news.example", "urn:x",
        ] {
            #expect(source.headers(for: url).isEmpty, "\(url)")
        }
    }

    @Test func aTokenIsABearers() throws {
        let source = try load("bearer_file = \"secret\"", files: ["sources.d/secret": "abc.def"])
        #expect(source.headers(for: "https://news.example/").map(\.value) == ["Bearer abc.def"])
        #expect(!"\(source)".contains("abc.def"), "no description shows a secret")
    }

    @Test func systemdsCredentialsAreFoundWhereItPutsThem() throws {
        let scratch = try ScratchDirectory()
        try scratch.write("token\n", to: "news")
        let secret = try SecretFile.read("credential:news", base: "/", credentials: scratch.path)
        #expect(secret.value == "token")
        // Without the directory the source says so at its poll, and `copydesk check` has no fault to find.
        #expect(try SecretFile.read("credential:news", base: "/", credentials: nil).value == nil)
        #expect(throws: SettingProblems.self) {
            try SecretFile.read("credential:other", base: "/", credentials: scratch.path)
        }
    }

    @Test func cookiesAndHeadersComeFromFilesToo() throws {
        let source = try load(
            "cookie_file = \"c\"\nheader_files = { \"X-Key\" = \"k\" }\nheaders = { \"X-Other\" = \"o\" }",
            files: ["sources.d/c": "session=1\n", "sources.d/k": "key of ours"])
        let lines = source.headers(for: "https://news.example/1").map { "\($0.name): \($0.value)" }
        #expect(lines == ["X-Other: o", "Cookie: session=1", "X-Key: key of ours"])
        #expect(!"\(source)".contains("key of ours") && !"\(source)".contains("session=1"))
        #expect(source.headers(for: "https://other.example/1").isEmpty)
    }

    @Test func addressesOfWebhooksComeFromFilesToo() throws {
        let scratch = try ScratchDirectory()
        try scratch.write("https://hooks.example/sesame\n", to: "hook")
        let main = "[hooks]\nwebhooks = [\"https://a.example/\"]\nwebhook_files = [\"hook\", \"credential:desk\"]\n"
        let hooks = try Configuration.load(path: scratch.write(main, to: "copydesk.toml")).hooks
        #expect(hooks.webhookSecrets.map(\.value) == ["https://hooks.example/sesame", nil])
        #expect(hooks.webhookSecrets.compactMap(\.absence).count == 1)
        #expect(!"\(hooks)".contains("sesame"))
    }

    @Test(arguments: ["", "\n", "no-colon", "a:b\nc:d\n", "a:\u{1}"]) func aFileThatIsNoUserAndPasswordIsRefused(
        _ text: String
    ) throws {
        #expect(throws: ConfigurationErrors.self) { try load("basic_auth_file = \"s\"", files: ["sources.d/s": text]) }
    }
}
