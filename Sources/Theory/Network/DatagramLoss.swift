import Glibc

/// What becomes of datagrams where each packet is lost by itself with the same chance, and nobody
/// sends it again: independent trials (Feller, An Introduction to Probability Theory 1, 1968, VI).
package struct DatagramLoss: Sendable, Equatable {
    /// Share of packets lost, 0 to 1.
    package let loss: Double

    package init(loss: Double) {
        precondition((0...1).contains(loss), "a loss of \(loss)")
        self.loss = loss
    }

    /// A request and its answer both arrive.
    package var roundTrip: Double { (1 - loss) * (1 - loss) }

    /// Requests sent until an answer arrives, on average; infinite where none ever does.
    package var meanTries: Double { 1 / roundTrip }

    /// A datagram in so many pieces arrives whole.
    package func whole(fragments: Int) -> Double { pow(1 - loss, Double(fragments)) }

    /// At least one of so many copies arrives.
    package func anyOf(copies: Int) -> Double { 1 - pow(loss, Double(copies)) }

    /// One of so many tries is answered, request or answer in so many pieces and the other in one.
    package func answered(tries: Int, fragments: Int = 1) -> Double {
        1 - pow(1 - whole(fragments: 1 + fragments), Double(tries))
    }

    /// How far the share lost of so many packets strays from the mean.
    package func standardDeviation(packets: Int) -> Double {
        (loss * (1 - loss) / Double(packets)).squareRoot()
    }
}
