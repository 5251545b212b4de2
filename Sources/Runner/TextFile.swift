import Glibc
import Measurement

/// Small text files and folders, read whole: /proc, mostly.
package enum TextFile {
    /// The whole text, with what is not UTF-8 replaced; nil when the file cannot be read.
    package static func read(_ path: String) -> String? {
        (try? WholeFile.bytes(of: path, upTo: WholeFile.maximumDataBytes))
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// Names in a folder but for those that begin with a dot, sorted; none when it cannot be read.
    package static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    /// Where a symbolic link points to, nil when there is none.
    package static func target(of link: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink(link, &buffer, buffer.count)
        guard count > 0 else { return nil }
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
