/// The Universal Scalability Law: throughput of N clients or nodes that contend for something and
/// have to agree with each other (Gunther, Guerrilla Capacity Planning, 2007, chapter 4).
package struct USL: Sendable, Equatable {
    /// The share of the work that cannot be done side by side; 0 for none.
    package let contention: Double
    /// The cost of every pair that has to agree; 0 is Amdahl's law.
    package let coherency: Double
    /// The throughput of one.
    package let single: Double

    /// A law of a contention (alpha) and a coherency (beta), neither negative.
    package init(contention: Double, coherency: Double, single: Double = 1) {
        precondition(contention >= 0 && coherency >= 0 && single > 0)
        self.contention = contention
        self.coherency = coherency
        self.single = single
    }

    /// The throughput of at least one client, in the unit of `single`.
    package func throughput(clients: Double) -> Double {
        let others = clients - 1
        return single * clients
            / (1 + contention * others + coherency * clients * others)
    }

    /// The number of clients beyond which throughput falls; infinite where it never does.
    package var peakClients: Double {
        guard coherency > 0 else { return .infinity }
        return max(1, (max(0, 1 - contention) / coherency).squareRoot())
    }

    /// The most throughput that can be reached; infinite where nothing limits it.
    package var peakThroughput: Double {
        guard coherency == 0 else { return throughput(clients: peakClients) }
        return contention > 0 ? single / min(1, contention) : .infinity
    }
}
