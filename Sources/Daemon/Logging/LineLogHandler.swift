public import Logging

/// The swift-log backend in front of a ``LogWriter``.
///
/// A logger follows the writer's level, so that a reload changes all of them, until it is given a level of its own.
public struct LineLogHandler: LogHandler {
    private let writer: LogWriter
    private var ownLevel: Logger.Level?

    public var metadata: Logger.Metadata = [:]
    /// Nil: fields come with each line.
    public var metadataProvider: Logger.MetadataProvider?

    public init(writer: LogWriter) {
        self.writer = writer
    }

    public var logLevel: Logger.Level {
        get { ownLevel ?? writer.level.loggerLevel }
        set { ownLevel = newValue }
    }

    /// One of the fields that every line of this logger has.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes the line, if its level is of interest.
    public func log(event: LogEvent) {
        var fields = metadata
        if let provided = metadataProvider?.get() { fields.merge(provided) { $1 } }
        if let own = event.metadata { fields.merge(own) { $1 } }
        if let error = event.error, fields["error"] == nil { fields["error"] = "\(error)" }
        writer.write(LogLevel(event.level), event.message.description, fields)
    }
}
