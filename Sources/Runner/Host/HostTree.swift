/// Where a host tells of itself: /proc, /sys and the rest, below a folder that tests can make up.
package struct HostTree: Sendable {
    private let root: String

    /// The host's own, below "/".
    package static let own = HostTree(root: "")

    /// What lies below `root`, which ends without a slash.
    package init(root: String) {
        self.root = root
    }

    /// A file's text, nil when it cannot be read; `path` begins with a slash.
    func text(_ path: String) -> String? { TextFile.read(root + path) }

    /// A file's first line, nil when there is none.
    func line(_ path: String) -> String? {
        text(path)?.split(separator: "\n").first.map { String($0) }
    }

    /// The number a file begins with, nil when there is none.
    func number(_ path: String) -> Int64? {
        line(path)?.split(separator: " ").first.flatMap { Int64($0) }
    }

    /// Whether a file can be read.
    func has(_ path: String) -> Bool { text(path) != nil }

    /// Names in a folder, sorted; none when it cannot be read.
    func names(in folder: String) -> [String] { TextFile.names(in: root + folder) }
}
