import CLinux
import Glibc

/// Starts a program with the given arguments, its own name first; its process number, or -errno.
func spawn(
    _ path: String, _ arguments: [String], input: Int = CL_INHERIT, channel: Int32 = Int32(CL_NONE),
    error: Int32 = Int32(CL_INHERIT)
) -> Int32 {
    var list: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    list.append(nil)
    defer { for argument in list { free(argument) } }
    return cl_spawn(path, &list, Int32(input), channel, error)
}
