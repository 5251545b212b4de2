import Glibc

/// One Swift file of the package's sources.
struct SourceFile: Sendable {
    /// From the package's root, such as `Sources/Core/NodeID.swift`.
    let path: String
    /// The target it belongs to.
    let target: String
    let source: SourceText
}

/// The package's sources, read once.
enum SourceTree {
    static let files: [SourceFile] = targets.flatMap { target in
        swiftFiles(in: "Sources/\(target)").map { path in
            SourceFile(path: path, target: target, source: SourceText(contents(of: path)))
        }
    }

    /// The folders of Sources, in order.
    static let targets = entries(of: "Sources").filter { isFolder("Sources/\($0)") }

    /// The package's root, as seen from this file.
    private static let root: String = {
        let parts = #filePath.split(separator: "/").dropLast(3)
        return "/" + parts.joined(separator: "/")
    }()

    private static func swiftFiles(in folder: String) -> [String] {
        entries(of: folder).flatMap { name -> [String] in
            let path = "\(folder)/\(name)"
            if isFolder(path) { return swiftFiles(in: path) }
            return name.hasSuffix(".swift") ? [path] : []
        }
    }

    private static func entries(of folder: String) -> [String] {
        guard let directory = opendir("\(root)/\(folder)") else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
                field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat("\(root)/\(path)", &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func contents(of path: String) -> [UInt8] {
        guard let file = fopen("\(root)/\(path)", "r") else { return [] }
        defer { fclose(file) }
        var contents: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            guard count > 0 else { return contents }
            contents += buffer[..<count]
        }
    }
}
