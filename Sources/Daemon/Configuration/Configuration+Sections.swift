public import Delivery
public import Fetching

extension Configuration {
    /// `[paths]`. Relative paths count from the configuration file's directory.
    public struct PathSettings: Equatable, Sendable {
        /// Directory of the ledger; private to the daemon.
        public var state = "/var/lib/copydesk/state"
        /// Directory of the delivered articles; other programs read it. Neither lies within the other.
        public var output = "/var/lib/copydesk/output"
        /// The `copydesk-worker` executable; `nil` means the one beside the running `copydesk`.
        public var worker: String?

        public init() {}
    }

    /// `[fetch]`. Used by the fetcher and by the politeness rules.
    public struct FetchSettings: Equatable, Sendable {
        /// Product name (RFC 9110, 10.1.5) that servers see; what stands before a `/` is also the robots.txt token.
        public var userAgent = "copydesk"
        /// A page or `mailto:` address where a site's owner reaches the operator; goes into the User-Agent.
        public var contactURL: String?
        /// Transfers that run at once, over all hosts: 1 to 1024.
        public var maxTransfers = 32
        /// Connections to one host at once: 1 to 8.
        public var perHostConnections = 1
        /// Pause between two requests to one host; robots.txt may ask for more.
        public var delay = Duration.seconds(2)
        /// Which addresses share one host's delay and connections.
        public var groupHosts = HostGrouping.host
        /// Limit for name look-up, connecting and the TLS handshake together.
        public var connectTimeout = Duration.seconds(10)
        /// Limit for one whole transfer with its redirects; at least `connectTimeout`.
        public var totalTimeout = Duration.seconds(60)
        /// Bytes of one decoded response body; longer ones are refused.
        public var bodyLimitBytes = 8_000_000
        /// Redirects followed for one request: 0 to 20.
        public var maxRedirects = 10
        /// Whether a redirect from https to http is followed.
        public var allowDowngrade = false
        /// Non-public addresses that may be dialled all the same, for intranets and tests.
        public var allowAddresses: [AddressRange] = []
        /// Whether robots.txt (RFC 9309) is fetched and obeyed.
        public var respectRobots = true

        public init() {}

        /// The User-Agent header: the product, and the contact when there is one.
        public var userAgentHeader: String {
            contactURL.map { "\(userAgent) (+\($0))" } ?? userAgent
        }

        /// The product token that robots.txt groups are matched with (RFC 9309, 2.2.1).
        public var robotsToken: String {
            String(userAgent.prefix { $0.isASCII && ($0.isLetter || $0 == "-" || $0 == "_") })
        }
    }

    /// Whom politeness is owed to.
    public enum HostGrouping: String, CaseIterable, Sendable {
        /// Each host name and port by itself.
        case host
        /// All names that one owner registered: news.example.co.uk and example.co.uk.
        case domain
        /// All names that one server answers for, as far as it has answered.
        case address
    }

    /// `[polling]`. The interval of a source adapts between the two bounds.
    public struct PollingSettings: Equatable, Sendable {
        /// Where a new source starts, unless it names its own interval.
        public var interval = Duration.seconds(1800)
        /// Never more often than this.
        public var minInterval = Duration.seconds(300)
        /// Never more rarely than this, also when backing off from failures.
        public var maxInterval = Duration.seconds(86400)

        public init() {}
    }

    /// `[extraction]`. Each page is cleaned in a worker process under these limits.
    public struct ExtractionSettings: Equatable, Sendable {
        /// Worker processes: 1 to 256, or 0 for one per core.
        public var workers = 0
        /// Wall-clock time for one page; then the worker is killed and the page is set aside.
        public var wallLimit = Duration.seconds(10)
        /// CPU time for one page, in whole seconds.
        public var cpuLimit = Duration.seconds(5)
        /// Address space of one worker process, in bytes.
        public var memoryLimitBytes = 512_000_000
        /// Whether workers may run on a kernel that has neither Landlock nor seccomp.
        public var allowUnconfined = false
        /// What weighs more when it is not sure whether a block belongs to the article.
        public var favor = Favor.balanced

        public init() {}
    }

    /// What weighs more in doubt: nothing foreign in the text, or nothing lost.
    public enum Favor: String, CaseIterable, Sendable {
        case precision, balanced, recall
    }

    /// `[delivery]`.
    public struct DeliverySettings: Equatable, Sendable {
        /// Whether the headline is the first paragraph of a text file.
        public var headline = true
        /// What becomes of an article that is nearly the same as one of another source; a source may decide otherwise.
        public var duplicates = Duplicates.deliver
        /// What is written beside `.txt` and `.json`.
        public var formats: [ArticleStore.Format] = []
        /// Where the files stand below `articles/`; see `PathTemplate`.
        public var path = "{source}/{published:%Y}/{published:%m}/{published:%d}/{slug}-{id}"
        /// The letters of a name's slug.
        public var slug = Slug.Script.latin
        /// Whether every text file is also linked into `new/`.
        public var new = false
        /// How many of the newest text files are linked into `latest/`.
        public var latest = 0
        /// The most that `latest` may be.
        static let latestLimit = 1000
        /// With less free on the output's disk, fetching pauses.
        public var minFreeBytes = 100_000_000

        public init() {}
    }

    /// What becomes of near-duplicates.
    public enum Duplicates: String, CaseIterable, Sendable {
        /// Delivered like all others, with their cluster.
        case deliver
        /// Delivered, and told apart in the journal and the JSON.
        case mark
        /// Not delivered; the journal has a line without files.
        case skip
    }

    /// `[revisions]`.
    public struct RevisionSettings: Equatable, Sendable {
        /// How long after its delivery an article is looked at again; zero for never.
        public var lookAgain = Duration.seconds(2 * 86400)
        /// What becomes of a change of a few letters.
        public var smallChanges = SmallChanges.deliver

        public init() {}
    }

    /// What becomes of a change of a few letters.
    public enum SmallChanges: String, CaseIterable, Sendable {
        /// A revision like any other.
        case deliver
        /// Noted in the ledger, without files.
        case note
    }

    /// `[archive]`.
    public struct ArchiveSettings: Equatable, Sendable {
        /// How long the raw pages of articles are kept, in `<state>/archive`; `nil` keeps none.
        public var keep: Duration?

        public init() {}
    }

    /// `[log]`.
    public struct LogSettings: Equatable, Sendable {
        /// The least important level that is still written.
        public var level = LogLevel.info
        /// The form of a line.
        public var format = LogFormat.auto

        public init() {}
    }
}
