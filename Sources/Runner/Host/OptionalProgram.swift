/// A program or library that later work can use; its absence is no shortfall.
package struct OptionalProgram: Equatable, Sendable {
    package var name: String
    /// The Debian package that brings it.
    package var package: String
    /// Folders it may lie in.
    private var folders: [String]

    private static let programs = ["/usr/local/bin", "/usr/bin", "/bin"]
    private static let libraries = [
        "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib",
    ]

    package static let all = [
        OptionalProgram(
            name: "libssl.so.3", package: "libssl3 (Debian 13: libssl3t64)", folders: libraries),
        OptionalProgram(name: "tshark", package: "tshark", folders: programs),
        OptionalProgram(name: "dig", package: "bind9-dnsutils", folders: programs),
        OptionalProgram(name: "chromium", package: "chromium", folders: programs),
        OptionalProgram(name: "jupyter", package: "jupyter-notebook", folders: programs),
    ]

    /// The file, nil when it is not there.
    func path(_ tree: HostTree) -> String? {
        folders.first { tree.names(in: $0).contains(name) }.map { "\($0)/\(name)" }
    }
}
