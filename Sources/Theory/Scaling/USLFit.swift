/// The scalability law nearest to measured throughputs.
package struct USLFit: Sendable, Equatable {
    /// What was measured: how many clients, and their throughput together; both above 0.
    package struct Point: Sendable, Equatable {
        package let clients: Double
        package let throughput: Double

        package init(clients: Double, throughput: Double) {
            self.clients = clients
            self.throughput = throughput
        }
    }

    package let law: USL
    /// The root mean square of (measured - law) / law.
    package let relativeError: Double

    package static let minimumPoints = 6

    /// The law for which N/X = a + b (N - 1) + c N (N - 1) has the least squared relative errors; a
    /// contention or coherency that would be negative is 0 instead.
    ///
    /// - Throws: `tooFewPoints` below `minimumPoints`, `pointsTooAlike` for fewer than three numbers
    ///   of clients.
    package init(_ points: [Point]) throws(ModelError) {
        precondition(points.allSatisfy { $0.clients > 0 && $0.throughput > 0 })
        guard points.count >= Self.minimumPoints else {
            throw .tooFewPoints(count: points.count, needed: Self.minimumPoints)
        }
        let fits = [[true, true], [true, false], [false, true], [false, false]]
            .compactMap { Self.law(of: points, contention: $0[0], coherency: $0[1]) }
        let judged = fits.map { ($0, Self.error(of: $0, points)) }
        guard Set(points.map(\.clients)).count >= 3,
            let best = judged.min(by: { $0.1 < $1.1 })
        else { throw .pointsTooAlike }
        (law, relativeError) = best
    }

    /// The best law with only these of its terms; nil if one of them would have to be negative.
    private static func law(of points: [Point], contention: Bool, coherency: Bool) -> USL? {
        let share = points.map { $0.throughput / $0.clients }
        var columns = [share]
        if contention { columns.append(zip(points, share).map { ($0.clients - 1) * $1 }) }
        if coherency {
            columns.append(zip(points, share).map { $0.clients * ($0.clients - 1) * $1 })
        }
        let ones = [Double](repeating: 1, count: points.count)
        guard let terms = leastSquares(columns, ones), let constant = terms.first, constant > 0,
            terms.allSatisfy({ $0 >= 0 })
        else { return nil }
        return USL(
            contention: contention ? terms[1] / constant : 0,
            coherency: coherency ? (terms.last ?? 0) / constant : 0, single: 1 / constant)
    }

    private static func error(of law: USL, _ points: [Point]) -> Double {
        let squares = points.reduce(0.0) { sum, point in
            let error = point.throughput / law.throughput(clients: point.clients) - 1
            return sum + error * error
        }
        return (squares / Double(points.count)).squareRoot()
    }
}
