/// The same load and the same total capacity, cut in three ways (Kleinrock, Queueing Systems 2, 1976,
/// chapter 5).
package struct Pooling: Sendable, Equatable {
    /// Each of the N servers with a queue and a share of the arrivals of its own.
    package let separate: MM1
    /// N servers taking from one queue.
    package let shared: MMC
    /// One server that is N times as fast.
    package let oneFast: MM1

    /// N servers, at least 1, each with this utilisation and this mean service time.
    ///
    /// - Throws: `unstable` for a utilisation of 1 or more.
    package init(servers: Int, utilisation: Double, serviceMean: Double = 1) throws(ModelError) {
        separate = try MM1(utilisation: utilisation, serviceMean: serviceMean)
        shared = try MMC(servers: servers, utilisation: utilisation, serviceMean: serviceMean)
        oneFast = try MM1(utilisation: utilisation, serviceMean: serviceMean / Double(servers))
    }
}
