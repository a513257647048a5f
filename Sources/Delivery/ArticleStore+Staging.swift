import Glibc

/// An article that is to be staged.
public struct ArticleToStage: Sendable {
    public var article: DeliveredArticle
    /// The caller's number for the article.
    public var number: Int64
    /// The moment of delivery, in milliseconds since 1970 UTC.
    public var now: Int64
    /// Another number than 1 gives other names, where something stands under the first ones.
    public var variant: Int

    public init(_ article: DeliveredArticle, as number: Int64, now: Int64, variant: Int = 1) {
        self.article = article
        self.number = number
        self.now = now
        self.variant = variant
    }
}

extension ArticleStore {
    /// Renders the article and writes its files into the staging directory, flushed. Nothing is visible yet.
    public func stage(
        _ article: DeliveredArticle, as number: Int64, now: Int64, variant: Int = 1
    ) throws(DeliveryError) -> StagedDelivery {
        let request = ArticleToStage(article, as: number, now: now, variant: variant)
        return try flushed([written(request)])[0].get()
    }

    /// Several articles in one go: all are written before the first is flushed, so that they share the way to the disk. What
    /// goes wrong with one concerns no other.
    ///
    /// - Returns: what became of each, in their order.
    public func stage(_ articles: [ArticleToStage]) -> [Result<StagedDelivery, DeliveryError>] {
        flushed(articles.map(written))
    }

    private typealias Written = (delivery: StagedDelivery, files: [StagedFile])

    private func flushed(_ group: [Result<Written, DeliveryError>]) -> [Result<StagedDelivery, DeliveryError>] {
        for case .success(let written) in group {
            for file in written.files { file.beginWriting() }
        }
        return group.map { written in
            written.flatMap { (delivery, files) in
                Result { () throws(DeliveryError) in
                    do throws(DeliveryError) {
                        for file in files { try file.synchronise() }
                    } catch {
                        for file in files { file.remove() }
                        throw error
                    }
                    return delivery
                }
            }
        }
    }

    private func written(_ request: ArticleToStage) -> Result<Written, DeliveryError> {
        Result { () throws(DeliveryError) in try write(request) }
    }

    private func write(_ request: ArticleToStage) throws(DeliveryError) -> Written {
        let article = request.article
        let body = CleanBody(article)
        guard !body.text.isEmpty else { throw .unusable(reason: "the article has no text") }
        let publicID = try PublicID.make(key: article.key)
        let path = try path(of: article, publicID: publicID, now: request.now).variant(request.variant)
        let textPath = path.file(suffix: "txt")
        let text = Rendering.text(article, body, headlineFirst: options.headlineFirst)
        let textSHA256 = try SHA256.hex(text)
        let json = try Rendering.json(
            article, body, publicID: publicID, textPath: textPath, fileSHA256: textSHA256, now: request.now)
        let staging = try staging(in: root())
        var delivery = StagedDelivery(
            article: request.number, publicID: publicID, files: [],
            event: try event(of: article, publicID, textPath, sha256: textSHA256, request.now).members())
        var files: [StagedFile] = []
        do throws(DeliveryError) {
            let further = try Format.allCases.filter(options.formats.contains).map { format throws(DeliveryError) in
                let content = Self.render(article, as: format)
                return (path.file(suffix: format.rawValue), content, try SHA256.hex(content))
            }
            let first = (path.file(suffix: "json"), json, try SHA256.hex(json))
            for (path, content, sha256) in [first] + further + [(textPath, text, textSHA256)] {
                // `StagedFiles` finds it by this name where the ledger is lost. No suffix: whoever looks for texts in all
                // folders is not to find it.
                let suffix = path.split(separator: ".").last ?? ""
                let name = "\(publicID)-\(suffix)-\(UInt64.random(in: .min ... .max))"
                files.append(try StagedFile(name, content: content, mode: options.fileMode, in: staging))
                delivery.files.append(.init(staged: name, path: path, sha256: sha256))
                delivery.bytes += content.utf8.count
            }
        } catch {
            for file in files { file.remove() }
            throw error
        }
        return (delivery, files)
    }

    private func event(
        of article: DeliveredArticle, _ publicID: String, _ path: String, sha256: String, _ now: Int64
    ) -> JournalEvent {
        var event = JournalEvent(
            Self.operation(of: article), id: publicID, path: path, sha256: sha256, source: article.source,
            url: article.url, deliveredMilliseconds: now)
        event.published = article.published
        event.cluster = article.cluster ?? publicID
        event.revision = article.revision?.number ?? 1
        return event
    }

    private func path(
        of article: DeliveredArticle, publicID: String, now: Int64
    ) throws(DeliveryError) -> ArticlePath {
        guard let revision = article.revision else {
            return try ArticlePath(
                article: article, publicID: publicID, now: now, template: options.path, script: options.slug)
        }
        return try ArticlePath(revision: revision.number, of: revision.firstPath)
    }

    private static func operation(of article: DeliveredArticle) -> JournalEvent.Operation {
        if article.revision != nil { return .update }
        return article.isMarkedDuplicate ? .duplicate : .add
    }

    private static func render(_ article: DeliveredArticle, as format: Format) -> String {
        switch format {
        case .html: Rendering.html(article)
        case .md: Rendering.markdown(article)
        }
    }
}
