import Glibc
import Runner

/// A folder for files nobody keeps.
struct TemporaryFolder {
    let path: String

    init() throws(Failure) {
        let parent =
            getenv("TMPDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        var template = Array("\(parent)/topolab-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil, mkdir(Self.text(template) + "/samples", 0o700) == 0 else {
            throw Failure(
                status: .host,
                message: "cannot create a folder in \"\(parent)\": set TMPDIR to one that can be "
                    + "written")
        }
        path = Self.text(template)
    }

    func remove() {
        for name in TextFile.names(in: path + "/samples") { unlink("\(path)/samples/\(name)") }
        rmdir(path + "/samples")
        rmdir(path)
    }

    private static func text(_ characters: [CChar]) -> String {
        String(decoding: characters.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
