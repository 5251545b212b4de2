import Glibc

/// A system call on a file that failed.
package struct FileFailure: Error, Equatable, Sendable, CustomStringConvertible {
    package var path: String
    /// The system call's name.
    package var call: String
    /// What it left in `errno`.
    package var code: Int32

    /// The failure of `call` on `path` with that `errno`.
    package init(path: String, call: String, code: Int32) {
        self.path = path
        self.call = call
        self.code = code
    }

    package var description: String {
        let reason = String(cString: strerror(code))
        return "\(call) failed on \"\(path)\": \(reason) (errno \(code)); \(nextStep)"
    }

    private var nextStep: String {
        switch code {
        case EFBIG: "raise the limit on a file's size (ulimit -f)"
        case ENOSPC, EDQUOT: "free space there, or write the results to another disk"
        case EACCES, EPERM, EROFS: "allow this user to use it, or name another place"
        case EEXIST: "remove it, or name another place"
        case ENOENT, ENOTDIR: "check the path"
        default: "see errno(3)"
        }
    }
}
