import Core
import Glibc
import Measurement
import Transport

/// How much of the processors others used, over a length of time; a hint and no more.
///
/// The kernel counts busy time in ticks, so what runs in step with them is counted wrongly.
struct ForeignLoad {
    private let began = Monotonic.now()
    private let busyBefore = ForeignLoad.busySeconds
    private let ownBefore = ForeignLoad.ownSeconds

    /// The share of all processors that was neither idle nor used by this process and those of its
    /// children that have ended, 0 through 1.
    var share: Double {
        let wall = (Monotonic.now() - began).inSeconds
        let foreign = (Self.busySeconds - busyBefore) - (Self.ownSeconds - ownBefore)
        let cores = Double(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        return min(max(foreign / (wall * cores), 0), 1)
    }

    private static var busySeconds: Double {
        let ticks = TextFile.read("/proc/stat").flatMap { ProcessorTicks(parsing: $0) }
        return (ticks?.busy ?? 0) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    private static var ownSeconds: Double {
        var seconds = 0.0
        for who in [RUSAGE_SELF.rawValue, RUSAGE_CHILDREN.rawValue] {
            var usage = rusage()
            getrusage(who, &usage)
            for time in [usage.ru_utime, usage.ru_stime] {
                seconds += Double(time.tv_sec) + Double(time.tv_usec) / 1e6
            }
        }
        return seconds
    }
}
