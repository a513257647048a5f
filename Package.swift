// swift-tools-version: 6.1
import PackageDescription

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let toml = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let flyingFox = Target.Dependency.product(name: "FlyingFox", package: "FlyingFox")

// Targets are listed along the data's way: one imports only what stands above it. The README states the rules.
let package = Package(
    name: "copydesk",
    products: [
        .executable(name: "copydesk", targets: ["copydesk"]),
        .executable(name: "copydesk-worker", targets: ["copydesk-worker"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", exact: "0.6.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
        // `make docs` alone.
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", exact: "1.5.0"),
    ],
    targets: [
        .systemLibrary(name: "CBrotli", pkgConfig: "libbrotlidec", providers: [.apt(["libbrotli-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "CICU", linkerSettings: [.linkedLibrary("icuuc")]),
        .systemLibrary(name: "CPSL", pkgConfig: "libpsl", providers: [.apt(["libpsl-dev"])]),
        .systemLibrary(name: "CSeccomp", pkgConfig: "libseccomp", providers: [.apt(["libseccomp-dev"])]),
        .systemLibrary(name: "CSystem"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),

        // The worker's side: no Foundation.
        .target(name: "Dates"),
        .target(name: "JSON"),
        .target(name: "Selectors"),
        .target(name: "URLs"),
        .target(name: "HTML", dependencies: ["CICU", "CXML2"]),
        .target(
            name: "ExtractionData",
            exclude: ["class-groups.txt", "closing-phrases.txt", "model.bin", "phrases.txt", "plain-text-phrases.txt"]),
        .target(
            name: "Extraction", dependencies: ["Dates", "ExtractionData", "HTML", "JSON", "Selectors", "URLs"]),
        .target(name: "Feeds", dependencies: ["Dates", "HTML", "JSON", "URLs"]),
        .target(name: "Worker", dependencies: ["CSeccomp", "CSystem"]),
        .target(
            name: "WorkerJobs",
            dependencies: ["CZlib", "Extraction", "Feeds", "JSON", "Scheduling", "Similarity", "Worker"]),

        // The daemon's side: stages that know no sibling, and the one target that knows them all.
        .target(name: "Archive", dependencies: ["CCrypto", "CZlib"]),
        .target(name: "Processes", dependencies: ["CSystem"]),
        .target(name: "WorkerPool", dependencies: ["CSystem", "Processes", "Worker"]),
        .target(name: "Scheduling"),
        .target(name: "Similarity"),
        .target(name: "SiteImport", dependencies: ["Selectors"]),
        .target(name: "Fetching", dependencies: ["CBrotli", "CCurl", "CPSL", "CSystem", "CZlib", "CZstd"]),
        .target(name: "Ledger", dependencies: [grdb]),
        .target(name: "SearchIndex", dependencies: [grdb]),
        .target(name: "Delivery", dependencies: ["CCrypto", "CICU", "CSystem"]),
        .target(
            name: "Daemon",
            dependencies: [
                "Archive", "Dates", "Delivery", "Fetching", "JSON", "Ledger", "Processes", "Scheduling", "SearchIndex",
                "Selectors", "Similarity", "SiteImport", "URLs", "Worker", "WorkerPool", flyingFox, logging, toml,
            ]),

        .target(name: "ManualPages"),
        .executableTarget(name: "copydesk", dependencies: ["Daemon", "ManualPages", "WorkerJobs", arguments]),
        .executableTarget(name: "copydesk-worker", dependencies: ["Worker", "WorkerJobs"]),
        .executableTarget(name: "copydesk-demo", dependencies: ["SampleWeb", arguments]),
        .executableTarget(
            name: "extraction-features", dependencies: ["Extraction", "JSON"], path: "Benchmarks/Features"),
        .executableTarget(
            name: "extraction-bench", dependencies: ["CXML2", "Extraction", "HTML", "JSON"],
            path: "Benchmarks/Extraction"),
        .executableTarget(name: "frontier-bench", dependencies: ["Scheduling"], path: "Benchmarks/Frontier"),
        .executableTarget(
            name: "worker-bench", dependencies: ["HostileInputs", "Worker", "WorkerJobs", "WorkerPool"],
            path: "Benchmarks/Worker"),
        .executableTarget(
            name: "similarity-bench", dependencies: ["DuplicatePairs", "JSON", "Ledger", "Similarity"],
            path: "Benchmarks/Similarity"),

        .target(
            name: "SampleWeb", dependencies: [flyingFox], path: "Tests/SampleWeb", exclude: ["README.md"],
            resources: [.copy("Sites")]),
        // What reads foreign bytes, for the fuzzers (a package of their own, Tests/Fuzz) and for the tests that replay them.
        .target(
            name: "FuzzTargets",
            dependencies: [
                "Archive", "Daemon", "Dates", "Extraction", "Feeds", "HTML", "JSON", "Scheduling", "URLs", "Worker",
            ],
            path: "Tests/Fuzz/Targets"),
        .executableTarget(name: "worker-probe", dependencies: ["CSystem", "Worker"], path: "Tests/WorkerProbe"),
        .executableTarget(name: "guard-probe", dependencies: ["Fetching"], path: "Tests/GuardProbe"),
        .systemLibrary(name: "CShutdown", path: "Tests/CShutdown"),
        .executableTarget(
            name: "delivery-probe", dependencies: ["Daemon", "Delivery", "Ledger"], path: "Tests/delivery-probe"),
        .testTarget(name: "ArchiveTests", dependencies: ["Archive"]),
        .testTarget(
            name: "DaemonTests",
            dependencies: [
                "Archive", "Daemon", "Delivery", "HTML", "HostileInputs", "JSON", "Ledger", "SampleWeb", flyingFox,
                logging, "Scheduling", "SearchIndex", "copydesk", "copydesk-worker", "worker-probe", "WorkerPool",
            ]),
        .testTarget(name: "DatesTests", dependencies: ["Dates"]),
        .testTarget(name: "DeliveryTests", dependencies: ["CShutdown", "Delivery", "Ledger", "delivery-probe"]),
        .testTarget(name: "DemoTests", dependencies: ["SampleWeb", "copydesk-demo"]),
        .testTarget(
            name: "ExtractionTests", dependencies: ["Extraction", "HTML", "JSON", "Selectors"],
            exclude: ["Pages", "PlainText"]),
        .testTarget(name: "FeedsTests", dependencies: ["Feeds", "JSON"]),
        .testTarget(name: "FetchingTests", dependencies: ["Fetching", "guard-probe"]),
        .testTarget(name: "FuzzTests", dependencies: ["Extraction", "Feeds", "FuzzTargets"]),
        .testTarget(name: "HTMLTests", dependencies: ["HTML"]),
        // Copies of a text as outlets make them, for the tests and the benchmark of near-duplicates.
        .target(name: "DuplicatePairs", dependencies: ["Similarity"], path: "Tests/DuplicatePairs"),
        .testTarget(name: "WorkerJobsTests", dependencies: ["JSON", "Worker", "WorkerJobs"]),
        .testTarget(name: "SimilarityTests", dependencies: ["DuplicatePairs", "SampleWeb", "Similarity"]),
        .target(name: "HostileInputs", dependencies: ["Worker"], path: "Tests/HostileInputs"),
        .testTarget(
            name: "HostileTests",
            dependencies: ["HostileInputs", "Scheduling", "Worker", "WorkerPool", "copydesk-worker"]),
        .testTarget(name: "JSONTests", dependencies: ["JSON"]),
        .testTarget(name: "LedgerTests", dependencies: ["Ledger", grdb]),
        .testTarget(name: "ManualPagesTests", dependencies: ["ManualPages"]),
        .testTarget(name: "SampleWebTests", dependencies: ["SampleWeb"]),
        .testTarget(name: "SchedulingTests", dependencies: ["Scheduling"]),
        .testTarget(name: "SearchIndexTests", dependencies: ["SearchIndex"]),
        .testTarget(name: "SelectorsTests", dependencies: ["Selectors"]),
        .testTarget(name: "SiteImportTests", dependencies: ["Selectors", "SiteImport"]),
        .testTarget(name: "URLsTests", dependencies: ["URLs"]),
        .testTarget(name: "ProcessesTests", dependencies: ["Processes"]),
        .testTarget(name: "WorkerPoolTests", dependencies: ["WorkerPool", "worker-probe"]),
        .testTarget(name: "WorkerTests", dependencies: ["CSystem", "Worker"]),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu2x
)
