// swift-tools-version: 6.3
import PackageDescription

/// Every Swift target: language mode 6 without a single warning.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
    // Exclusive access is checked in debug builds, which is where the tests run: in a node that
    // takes turns with 64 others on a processor, the checks cost 5 % of its time.
    .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: [.byName(name: name)] + dependencies,
        swiftSettings: strict)
}

let package = Package(
    name: "topolab",
    targets: [
        .target(name: "CLinux"),
        library("Core"),
        library("Measurement", ["Core"]),
        library("Workload", ["Core"]),
        library("TOML"),
        library("Topology", ["Core"]),
        library("Faults", ["Core"]),
        library("Links", ["Core"]),
        library("Theory", ["Core"]),
        library("Transport", ["CLinux", "Core"]),
        library(
            "Experiment",
            [
                "Core", "TOML", "Links", "Measurement", "Workload", "Topology", "Faults", "Node",
            ]),
        library("Report", ["Core", "Measurement", "Theory"]),
        library("Node", ["Core", "Measurement", "Workload", "Topology"]),
        library(
            "Simulation",
            ["Core", "Links", "Measurement", "Workload", "Topology", "Faults", "Node"]),
        library(
            "NodeProcess",
            [
                "CLinux", "Core", "Links", "Measurement", "Workload", "Topology", "Transport",
                "Node",
            ]),
        library("Emulation", ["CLinux", "Core", "Links", "Measurement", "Transport"]),
        library(
            "Runner",
            [
                "CLinux", "Core", "Links", "Measurement", "Workload", "Topology", "Transport",
                "Faults", "Node", "Emulation",
                "Experiment", "Simulation", "NodeProcess", "Theory",
            ]),
        .executableTarget(
            name: "topolab-node", dependencies: ["NodeProcess", "Topology"], swiftSettings: strict),
        .executableTarget(
            name: "topolab-switch", dependencies: ["Emulation"], swiftSettings: strict),
        .executableTarget(
            name: "topolab",
            dependencies: [
                "Core", "TOML", "Measurement", "Workload", "Topology", "Transport", "Faults",
                "Experiment",
                "Runner", "Report", "Theory", "topolab-node", "topolab-switch",
            ], swiftSettings: strict),
        tests("Core"),
        tests("Workload", ["Core"]),
        tests("Measurement", ["Core"]),
        tests("TOML"),
        tests("Links", ["Core"]),
        .executableTarget(
            name: "network-probe", dependencies: ["CLinux"], path: "Tests/network-probe"),
        .testTarget(
            name: "EmulationTests",
            dependencies: [
                "CLinux", "Core", "Links", "Measurement", "Transport", "Emulation", "Runner",
                "topolab-switch", "network-probe",
            ], swiftSettings: strict),
        tests("Theory", ["Core"]),
        tests("Transport", ["CLinux", "Core"]),
        tests(
            "Experiment",
            [
                "Core", "Links", "Measurement", "Node", "TOML", "Topology", "Workload", "Faults",
            ]),
        tests("Report", ["Core", "Measurement"]),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["CLinux", "Core", "Measurement", "topolab", "topolab-node"],
            swiftSettings: strict),
        // A third topology, to prove that one costs a folder and a line.
        .target(
            name: "TrivialTopology", dependencies: ["Core", "Topology"],
            path: "Tests/TrivialTopology", swiftSettings: strict),
        .executableTarget(
            name: "trivial-node", dependencies: ["NodeProcess", "Topology", "TrivialTopology"],
            path: "Tests/trivial-node", swiftSettings: strict),
        tests(
            "Runner",
            [
                "trivial-node", "TrivialTopology",
                "Core", "Faults", "Links", "Measurement", "Node", "NodeProcess", "Topology",
                "Transport", "Workload",
            ]),
        .testTarget(
            name: "HostileTests",
            dependencies: [
                "topolab-node", "CLinux", "Core", "Measurement", "Node", "NodeProcess", "Runner",
                "Topology", "Transport", "Workload",
            ], swiftSettings: strict),
        .testTarget(name: "StyleTests", swiftSettings: strict),
        tests("Topology", ["Core", "TrivialTopology"]),
        tests("Faults", ["Core", "Topology", "TrivialTopology"]),
        tests("Node", ["Core", "Measurement", "Topology", "Workload"]),
        tests(
            "NodeProcess",
            ["Core", "Links", "Measurement", "Node", "Topology", "Transport", "Workload"]),
        tests(
            "Simulation",
            [
                "Core", "Faults", "Links", "Measurement", "Node", "Runner", "Theory", "Topology",
                "TrivialTopology", "Workload",
            ]),
    ]
)
