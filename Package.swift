// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target is compiled with: Swift 6 mode, every unsafe use spelled out, no warning.
/// `Lifetimes` lets our own types hand out a `Span` of what they own.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .enableExperimentalFeature("Lifetimes"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "nodial",
  products: [
    .executable(name: "nodial", targets: ["nodial"]),
    .executable(name: "sample-data", targets: ["SampleData"]),
    .library(
      name: "Nodial",
      targets: [
        "Texts", "Files", "Keys", "Archives", "Workbooks", "DelimitedText", "PhoneNumbers",
        "SuppressionLists", "Verdicts", "Pipelines", "ListReading", "Rebuilding",
        "ConsentLedger", "SettingsReading",
      ]),
    .library(name: "NodialC", type: .static, targets: ["NodialC"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
  ],
  targets: [
    // C: the hash library, and the few vector instructions that Swift cannot spell.
    // libxxhash is inlined from its header, so it is needed to build and not to run.
    .systemLibrary(name: "CXXHash", providers: [.apt(["libxxhash-dev"])]),
    .target(name: "CKernels"),
    // For programs alone: it has a part in how a process starts.
    .target(name: "CStart"),

    // Archives, with all that libarchive needs for them inside the program: it starts without them
    // being looked up, and runs where they are not installed.
    .systemLibrary(
      name: "CArchive",
      providers: [
        .apt([
          "libarchive-dev", "libbz2-dev", "liblzma-dev", "libzstd-dev", "nettle-dev", "zlib1g-dev",
        ])
      ]),

    // The XML of workbooks, inside the program as well.
    .systemLibrary(name: "CExpat", providers: [.apt(["libexpat1-dev"])]),

    // Keys and what is enciphered with them, inside the program as well.
    .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),

    // The ledger's file, inside the program as well.
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),

    // The product, in the order of the data's flow. `Sources/ARCHITECTURE.md` is the map.
    .target(name: "Texts", swiftSettings: strict),
    .target(
      name: "Files",
      dependencies: ["CKernels", .product(name: "SystemPackage", package: "swift-system")],
      swiftSettings: strict),
    .target(
      name: "Archives", dependencies: ["Files", "CArchive"], swiftSettings: strict,
      linkerSettings: [
        "archive", "z", "bz2", "lzma", "zstd", "nettle",
      ].map { .linkedLibrary(":lib\($0).a") }),
    .target(
      name: "Workbooks", dependencies: ["Files", "Archives", "CExpat"], swiftSettings: strict,
      linkerSettings: [.linkedLibrary(":libexpat.a")]),
    .target(
      name: "Keys",
      dependencies: [
        "Files", "CCrypto", .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict, linkerSettings: [.linkedLibrary(":libcrypto.a")]),
    .target(
      name: "DelimitedText", dependencies: ["CKernels"],
      swiftSettings: strict + [.enableExperimentalFeature("Lifetimes")]),
    .target(name: "PhoneNumbers", dependencies: ["CKernels"], swiftSettings: strict),
    .target(
      name: "SuppressionLists",
      dependencies: ["PhoneNumbers", "Files", "Keys", "CXXHash", "CKernels"],
      swiftSettings: strict),
    .target(
      name: "Verdicts", dependencies: ["PhoneNumbers", "SuppressionLists"], swiftSettings: strict),
    .target(
      name: "Pipelines",
      dependencies: [
        "Texts", "Files", "Archives", "Workbooks", "DelimitedText", "PhoneNumbers",
        "SuppressionLists", "Verdicts",
      ],
      swiftSettings: strict),
    .target(
      name: "ListReading",
      dependencies: [
        "Files", "Archives", "DelimitedText", "PhoneNumbers", "SuppressionLists", "Pipelines",
      ],
      swiftSettings: strict),
    .target(
      name: "Rebuilding",
      dependencies: [
        "Texts", "Files", "Keys", "PhoneNumbers", "SuppressionLists", "Pipelines", "ListReading",
      ],
      swiftSettings: strict),
    .target(
      name: "ConsentLedger",
      dependencies: [
        "Texts", "Files", "Keys", "PhoneNumbers", "SuppressionLists", "Verdicts", "CSQLite",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict, linkerSettings: [.linkedLibrary(":libsqlite3.a"), .linkedLibrary("m")]),
    .target(
      name: "SettingsReading",
      dependencies: [
        "Texts", "Files", "Keys", "PhoneNumbers", "SuppressionLists", "Verdicts", "ConsentLedger",
      ],
      swiftSettings: strict),
    // For other languages: a C interface, of which Scripts/build-library makes libnodial.so.
    .target(name: "CNodial"),
    .target(
      name: "NodialC",
      dependencies: [
        "CNodial", "CKernels", "Files", "Keys", "PhoneNumbers", "SuppressionLists", "Verdicts",
        "ConsentLedger", "SettingsReading",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "nodial",
      dependencies: [
        "CStart", "Texts", "Files", "Keys", "ConsentLedger", "SettingsReading", "DelimitedText",
        "PhoneNumbers", "SuppressionLists", "Verdicts", "Pipelines", "ListReading", "Rebuilding",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),

    // Makes lists and campaigns of any size, for the quickstart, the benchmarks and the tests.
    .executableTarget(
      name: "SampleData",
      dependencies: [
        "Files",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),

    // Tests.
    .target(
      name: "TestSupport",
      dependencies: ["DelimitedText", "PhoneNumbers", "SuppressionLists", "Verdicts", "Files"],
      path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(
      name: "TextsTests", dependencies: ["Texts", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "FilesTests", dependencies: ["Files", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "KeysTests", dependencies: ["Keys", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "ArchivesTests", dependencies: ["Archives", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "WorkbooksTests", dependencies: ["Workbooks", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "DelimitedTextTests", dependencies: ["DelimitedText", "CKernels", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "PhoneNumbersTests", dependencies: ["PhoneNumbers", "CKernels", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "SuppressionListsTests",
      dependencies: ["SuppressionLists", "Keys", "CKernels", "CXXHash", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "VerdictsTests", dependencies: ["Verdicts", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "PipelinesTests", dependencies: ["Texts", "Pipelines", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ListReadingTests", dependencies: ["ListReading", "Keys", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "RebuildingTests", dependencies: ["Rebuilding", "Keys", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ConsentLedgerTests",
      dependencies: [
        "ConsentLedger", "Files", "Keys", "CSQLite", "PhoneNumbers", "SuppressionLists", "Verdicts",
        "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "NodialCTests",
      dependencies: [
        "CNodial", "NodialC", "Files", "Keys", "PhoneNumbers", "SuppressionLists", "Verdicts",
        "ConsentLedger", "TestSupport",
      ],
      // It calls C, as others do.
      swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]),
    .testTarget(
      name: "CommandTests", dependencies: ["TestSupport", "nodial", "SampleData"],
      swiftSettings: strict),
  ]
)
