import Delivery
import Glibc

/// `copydesk follow`: the journal as a stream. It needs no daemon, only the right to read the output directory.
public enum FollowCommand {
    /// Prints every line after `after`, and unless `endsWithJournal` goes on until it is killed or nobody reads any more.
    ///
    /// - Parameters:
    ///   - output: the output directory; without it, that of the configuration.
    ///   - path: of a `copydesk.toml`, read where `output` is nil.
    ///   - after: a number of the journal; 0 for all lines.
    ///   - endsWithJournal: whether it ends where the journal ends now.
    public static func run(
        output: String?, configuration path: String, after: Int64, endsWithJournal: Bool
    ) throws(CommandFailure) {
        let directory: String
        if let output { directory = output } else { directory = try CheckCommand.load(path).paths.output }
        var reader = JournalReader(directory: directory, after: after)
        let watch = endsWithJournal ? nil : JournalWatch(directory: directory)
        while true {
            let lines = try read(&reader, directory)
            if !lines.isEmpty {
                try StandardStreams.write(lines)
            } else if let watch {
                guard watch.wait() else { throw CommandFailure(.inputOutput, "cannot write: nobody reads") }
            } else {
                return
            }
        }
    }

    private static func read(_ reader: inout JournalReader, _ directory: String) throws(CommandFailure) -> [UInt8] {
        do throws(DeliveryError) {
            return try reader.read()
        } catch {
            throw CommandFailure(.inputOutput, "the journal in \(directory): \(error)")
        }
    }
}

/// Waits for a change of the journal's folder.
private final class JournalWatch {
    private let descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
    private let directory: String

    /// How long a change may go unseen that the kernel does not tell of: on a network file system, or where the folder was
    /// replaced.
    private static let limitMilliseconds: Int32 = 1000

    init(directory: String) {
        self.directory = directory
        watch()
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// - Returns: false when nobody reads standard output any more.
    func wait() -> Bool {
        watch()
        var files = [
            pollfd(fd: STDOUT_FILENO, events: 0, revents: 0),
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        ]
        poll(&files, 2, Self.limitMilliseconds)
        var events = [UInt8](repeating: 0, count: 1 << 14)
        while descriptor >= 0, read(descriptor, &events, events.count) > 0 {}
        return files[0].revents & Int16(POLLERR) == 0
    }

    /// Watching again what is watched already changes nothing; what is not there yet is looked at again after the limit.
    private func watch() {
        if descriptor >= 0 { inotify_add_watch(descriptor, directory + "/journal", UInt32(IN_MODIFY | IN_CREATE)) }
    }
}
