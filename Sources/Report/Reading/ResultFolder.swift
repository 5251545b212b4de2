import Glibc
import Measurement

/// A folder of result files on disk.
struct ResultFolder {
    let path: String

    /// The whole text of a file; nil if the folder has no file of that name.
    ///
    /// With the names of some trials, no other trial's rows.
    ///
    /// - Throws: `ReportError` if the folder is missing or the file cannot be read as UTF-8.
    func text(of file: String, trials: Set<String>? = nil) throws(ReportError) -> String? {
        let filePath = path.hasSuffix("/") ? path + file : "\(path)/\(file)"
        let bytes: [UInt8]
        do throws(UnreadableFile) {
            let limit = WholeFile.maximumDataBytes
            if let trials {
                bytes = try WholeFile.rows(of: filePath, beginningWith: trials, upTo: limit)
            } else {
                bytes = try WholeFile.bytes(of: filePath, upTo: limit)
            }
        } catch {
            guard error.isMissing else { throw .unreadable(error) }
            guard isFolder else { throw .noFolder(path) }
            return nil
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .notText(path: filePath)
        }
        return text
    }

    private var isFolder: Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
