/// How every command of Copydesk ends; the codes of sysexits.h that it uses.
public enum ExitCode: Int32, CaseIterable, Sendable {
    /// All went well.
    case success = 0
    /// The command line is wrong.
    case usage = 64
    /// The input is not what it should be, such as a page that is no article.
    case dataError = 65
    /// The input does not exist or cannot be read.
    case noInput = 66
    /// A page or service cannot be had, or its address is refused.
    case unavailable = 69
    /// A fault in Copydesk itself.
    case bug = 70
    /// Reading or writing failed.
    case inputOutput = 74
    /// A passing failure, such as a second daemon on one state directory: try again later.
    case tryLater = 75
    /// The configuration is wrong; a restart does not help.
    case configuration = 78

    /// The meaning in a few words.
    public var meaning: String {
        switch self {
        case .success: "success"
        case .usage: "wrong command line"
        case .dataError: "unusable input"
        case .noInput: "input not found"
        case .unavailable: "page or service unavailable, or its address refused"
        case .bug: "internal fault"
        case .inputOutput: "reading or writing failed"
        case .tryLater: "temporary failure, try again later"
        case .configuration: "wrong configuration"
        }
    }
}
