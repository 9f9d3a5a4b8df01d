// swift-tools-version: 6.2
import PackageDescription

/// One language for every target.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
  name: "relman",
  products: [
    .executable(name: "relman", targets: ["relman"]),
    .executable(name: "relman-hook", targets: ["relman-hook"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    .systemLibrary(name: "CGit2", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"])]),
    .systemLibrary(
      name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),

    .target(name: "Release", swiftSettings: settings),
    .target(name: "Formats", dependencies: ["Release", "CYAML"], swiftSettings: settings),
    .target(
      name: "Trust", dependencies: ["Release", "Formats", "CCrypto"], swiftSettings: settings),
    .target(name: "Git", dependencies: ["Release", "CGit2", "CDeflate"], swiftSettings: settings),
    .target(
      name: "Delivery",
      dependencies: [
        "Release", "CSQLite",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ], swiftSettings: settings),
    .target(name: "Report", dependencies: ["Release"], swiftSettings: settings),
    .target(
      name: "Records", dependencies: ["Release", "Formats", "Trust", "Git", "Delivery"],
      swiftSettings: settings),
    .target(
      name: "Workflow",
      dependencies: ["Release", "Formats", "Trust", "Git", "Records", "Delivery", "Report"],
      resources: [.embedInCode("Hooks/stub")], swiftSettings: settings),
    .executableTarget(
      name: "relman",
      dependencies: [
        "Workflow", "Report", "Release",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: settings),
    .executableTarget(
      name: "relman-hook", dependencies: ["Release", "Formats"], swiftSettings: settings),

    .target(name: "Scratch", path: "Tests/Scratch", swiftSettings: settings),
    .testTarget(name: "ReleaseTests", dependencies: ["Release"], swiftSettings: settings),
    .testTarget(
      name: "FormatsTests", dependencies: ["Formats", "Release", "Scratch"],
      swiftSettings: settings),
    .testTarget(
      name: "TrustTests", dependencies: ["Trust", "Formats", "Release", "Scratch"],
      swiftSettings: settings),
    .testTarget(
      name: "GitTests", dependencies: ["Git", "Release", "Scratch", "CGit2"],
      swiftSettings: settings),
    .testTarget(
      name: "DeliveryTests", dependencies: ["Delivery", "Release", "Scratch"],
      swiftSettings: settings),
    .testTarget(
      name: "RecordsTests",
      dependencies: ["Records", "Formats", "Git", "Release", "Scratch"],
      swiftSettings: settings),
    .testTarget(name: "ReportTests", dependencies: ["Report", "Release"], swiftSettings: settings),
    .testTarget(
      name: "CommandTests", dependencies: ["Scratch", "relman", "relman-hook"],
      exclude: ["Scripts"], swiftSettings: settings),
    .testTarget(name: "TidyTests", dependencies: ["Scratch"], swiftSettings: settings),
  ]
)
