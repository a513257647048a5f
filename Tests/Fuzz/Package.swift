// swift-tools-version: 6.1
import PackageDescription

// Coverage-guided fuzzing with libFuzzer and AddressSanitizer (`make fuzz`): a package of its own, so that the product is
// never built with either. `Sources` is a link to the product's; what each fuzzer does is in `Targets`, which the tests of
// the product share.
let package = Package(
    name: "fuzz",
    dependencies: [
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/LebJe/TOMLKit", exact: "0.6.0"),
    ],
    targets: [
        .systemLibrary(name: "CBrotli", path: "Sources/CBrotli", pkgConfig: "libbrotlidec"),
        .systemLibrary(name: "CCrypto", path: "Sources/CCrypto", pkgConfig: "libcrypto"),
        .systemLibrary(name: "CCurl", path: "Sources/CCurl", pkgConfig: "libcurl"),
        .systemLibrary(name: "CPSL", path: "Sources/CPSL", pkgConfig: "libpsl"),
        .systemLibrary(name: "CSeccomp", path: "Sources/CSeccomp", pkgConfig: "libseccomp"),
        .systemLibrary(name: "CSystem", path: "Sources/CSystem"),
        .systemLibrary(name: "CZlib", path: "Sources/CZlib", pkgConfig: "zlib"),
        .systemLibrary(name: "CZstd", path: "Sources/CZstd", pkgConfig: "libzstd"),
        .systemLibrary(name: "CXML2", path: "Sources/CXML2", pkgConfig: "libxml-2.0"),
        .target(name: "CICU", path: "Sources/CICU", linkerSettings: [.linkedLibrary("icuuc")]),
        .target(name: "Dates", path: "Sources/Dates"),
        .target(name: "JSON", path: "Sources/JSON"),
        .target(name: "Selectors", path: "Sources/Selectors"),
        .target(name: "URLs", path: "Sources/URLs"),
        .target(name: "HTML", dependencies: ["CICU", "CXML2"], path: "Sources/HTML"),
        .target(
            name: "ExtractionData", path: "Sources/ExtractionData",
            exclude: ["class-groups.txt", "closing-phrases.txt", "model.bin", "phrases.txt", "plain-text-phrases.txt"]),
        .target(
            name: "Extraction", dependencies: ["Dates", "ExtractionData", "HTML", "JSON", "Selectors", "URLs"],
            path: "Sources/Extraction"),
        .target(name: "Feeds", dependencies: ["Dates", "HTML", "JSON", "URLs"], path: "Sources/Feeds"),
        .target(name: "Worker", dependencies: ["CSeccomp", "CSystem"], path: "Sources/Worker"),
        .target(name: "Scheduling", path: "Sources/Scheduling"),
        .target(
            name: "Fetching", dependencies: ["CBrotli", "CCurl", "CPSL", "CSystem", "CZlib", "CZstd"],
            path: "Sources/Fetching"),
        .target(name: "Archive", dependencies: ["CCrypto", "CZlib"], path: "Sources/Archive"),
        .target(name: "Delivery", dependencies: ["CCrypto", "CICU", "CSystem"], path: "Sources/Delivery"),
        // Of the daemon only what reads files that people or other programs write.
        .target(
            name: "Daemon",
            dependencies: [
                "Archive", "Delivery", "Fetching", "JSON", "Selectors", "URLs", "Worker",
                .product(name: "Logging", package: "swift-log"), .product(name: "TOMLKit", package: "TOMLKit"),
            ],
            path: "Sources/Daemon",
            sources: [
                "Commands/BatchRequest.swift", "Commands/CommandFailure.swift", "Commands/WARCPages.swift",
                "Configuration", "Logging", "System/ExitCode.swift",
            ]),
        .target(
            name: "FuzzTargets",
            dependencies: [
                "Archive", "Daemon", "Dates", "Extraction", "Feeds", "HTML", "JSON", "Scheduling", "URLs", "Worker",
            ],
            path: "Targets"),
        .executableTarget(
            name: "fuzzer", dependencies: ["FuzzTargets"], path: "Fuzzer",
            // libFuzzer brings `main`.
            swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu2x
)
