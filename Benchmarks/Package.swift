// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the product never depends on the benchmark library.
// `Scripts/benchmark-stages` makes the sample files, builds and runs it.
let package = Package(
  name: "benchmarks",
  dependencies: [
    .package(name: "nodial", path: ".."),
    // Without its traits: those interpose malloc and the runtime to count calls to them.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "Stages",
      dependencies: [
        .product(name: "Nodial", package: "nodial"),
        .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "Stages",
      swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)],
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),

    // What `Scripts/benchmark-peers` sets beside the programs of `Peers`.
    .executableTarget(
      name: "look-up",
      dependencies: [.product(name: "Nodial", package: "nodial")],
      path: "LookUp",
      swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]),
    .executableTarget(
      name: "normalize-cells",
      dependencies: [.product(name: "Nodial", package: "nodial")],
      path: "NormalizeCells",
      swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]),

    // `Scripts/benchmark-cells` runs it.
    .executableTarget(
      name: "cell-kinds",
      dependencies: [.product(name: "Nodial", package: "nodial")],
      path: "CellKinds",
      swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]),
  ]
)
