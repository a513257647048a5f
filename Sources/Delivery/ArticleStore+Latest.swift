import Glibc

/// `latest/`: hard links to the newest texts. Not symbolic ones, so that who has opened or listed one reads the whole article
/// whatever is removed meanwhile, no reader is led out of the directory, and copies of it are complete.
extension ArticleStore {
    /// How many texts have a link there.
    public var latestCount: Int { options.latest }

    /// Makes the directory hold links to these texts and to no others. A text that a consumer has moved away gets none.
    ///
    /// Nothing is flushed: what a power cut takes is made again at the next start.
    public func link(latest texts: [String]) throws(DeliveryError) {
        let root = try root()
        if texts.isEmpty, try root.existing(Self.latestName) == nil { return }
        let folder = try root.entered(Self.latestName, mode: options.directoryMode)
        var missing: [String: String] = [:]
        for text in texts { missing[String(text.split(separator: "/").last ?? "")] = text }
        for name in try folder.names() where missing.removeValue(forKey: name) == nil {
            try folder.removeUnlessDirectory(name)
        }
        for (name, text) in missing {
            guard let directory = try root.descend(Place.components(of: text).parents),
                try directory.size(of: name) > 0
            else { continue }
            try directory.link(name, into: folder, as: name)
        }
    }
}
