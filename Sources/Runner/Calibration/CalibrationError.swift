package import Measurement
package import Transport

/// Why a host could not be measured.
package enum CalibrationError: Error, Equatable, Sendable {
    case host(HostError)
    /// One of the exchanges failed, or was interrupted.
    case exchange(TrialError)
    case samples(SampleFileError)
    /// There is no place for sample files.
    case folder(path: String, SystemError)

    package var message: String {
        switch self {
        case .host(let error): error.message
        case .exchange(let error): error.message
        case .samples(let error): error.description
        case .folder(let path, let error):
            "no folder could be made in \"\(path)\": \(error.message); set TMPDIR to one that can "
                + "be written"
        }
    }
}
