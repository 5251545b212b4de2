import Glibc

/// What a process has used of its host.
package enum ProcessUsage {
    /// Processor time, in nanoseconds.
    package struct ProcessorTime: Equatable, Sendable {
        package var userNanoseconds: UInt64
        package var systemNanoseconds: UInt64
    }

    /// Why a process's memory is not known.
    package enum Unknown: Error, Equatable, Sendable, CustomStringConvertible {
        /// /proc cannot be read, or there is no such process.
        case file(FileFailure)
        /// The process has no memory left, as after its end.
        case noPeak(path: String)

        package var description: String {
            switch self {
            case .file(let failure):
                failure.description
            case .noPeak(let path):
                "\"\(path)\" has no line \"VmHWM\": the process has ended; ask while it runs"
            }
        }
    }

    /// The largest resident memory so far of a process, by default this one, in bytes.
    ///
    /// Reads VmHWM from /proc (proc(5)): `ru_maxrss` would start from the parent's.
    package static func memoryPeakBytes(of process: Int32? = nil) throws(Unknown) -> UInt64 {
        let path = path(of: process)
        guard let kibibytes = try number("VmHWM:", in: path) else { throw .noPeak(path: path) }
        return kibibytes * 1_024
    }

    /// How often a process has given up its processor to wait for something; nil when it has ended.
    package static func waits(of process: Int32) -> UInt64? {
        do throws(Unknown) {
            return try number("voluntary_ctxt_switches:", in: path(of: process))
        } catch {
            return nil
        }
    }

    private static func path(of process: Int32?) -> String {
        "/proc/\(process.map(String.init) ?? "self")/status"
    }

    private static func number(_ name: String, in path: String) throws(Unknown) -> UInt64? {
        let bytes: [UInt8]
        do throws(FileFailure) {
            bytes = try OpenFile(path, flags: O_RDONLY).bytes(upTo: 4_096)
        } catch {
            throw .file(error)
        }
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let words = line.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
                .map { String(decoding: $0, as: UTF8.self) }
            if words.count >= 2, words[0] == name { return UInt64(words[1]) }
        }
        return nil
    }

    /// The processor time this process has used so far.
    package static func processorTime() -> ProcessorTime {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        return ProcessorTime(
            userNanoseconds: nanoseconds(usage.ru_utime),
            systemNanoseconds: nanoseconds(usage.ru_stime))
    }

    private static func nanoseconds(_ time: timeval) -> UInt64 {
        UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_usec) * 1_000
    }
}
