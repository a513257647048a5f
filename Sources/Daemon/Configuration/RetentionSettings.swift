extension Configuration {
    /// `[retention]`, and the same of one source: how much stays in the output directory. What is absent in both keeps all.
    public struct RetentionSettings: Equatable, Sendable {
        /// From the delivery on; zero for ever.
        public var age: Duration?
        /// Of each source; zero for any number.
        public var articles: Int?
        /// Of each source, all files together; zero for any size.
        public var bytes: Int?

        public init() {}

        /// What a source says instead.
        func overridden(by other: RetentionSettings?) -> RetentionSettings {
            var settings = self
            settings.age = other?.age ?? age
            settings.articles = other?.articles ?? articles
            settings.bytes = other?.bytes ?? bytes
            return settings
        }
    }
}

extension Configuration.RetentionSettings {
    /// - Parameter prefix: of the keys.
    mutating func visit(_ visitor: inout some SettingVisitor, prefix: String = "") {
        visitor.visit(prefix + "age", &age, SettingKind.duration(.zero ... .seconds(36500 * 86400)).optional)
        visitor.visit(prefix + "articles", &articles, SettingKind.integer(0...1_000_000_000).optional)
        visitor.visit(prefix + "bytes", &bytes, SettingKind.bytes(0...1_000_000_000_000_000).optional)
    }
}
