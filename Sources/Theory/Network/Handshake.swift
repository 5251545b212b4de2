/// What is spoken before the first request, in round trips: transmission and processing left out.
///
/// TCP's three-way handshake takes one (RFC 9293), or none with data in the first segment (RFC 7413);
/// TLS 1.2 two more, one of them when it resumes (RFC 5246); TLS 1.3 one more, or none with early data
/// (RFC 8446); QUIC one for both, or none (RFC 9001).
package enum Handshake: String, CaseIterable, Sendable {
    case udp = "UDP"
    case tcp = "TCP"
    case tcpFastOpen = "TCP Fast Open"
    case tcpTLS12 = "TCP and TLS 1.2"
    case tcpTLS12Resumed = "TCP and TLS 1.2, resumed"
    case tcpTLS13 = "TCP and TLS 1.3"
    case tcpTLS13Early = "TCP and TLS 1.3, early data"
    case quic = "QUIC"
    case quicEarly = "QUIC, early data"

    /// Round trips before the first request can leave.
    package var setupRoundTrips: Int {
        switch self {
        case .udp, .tcpFastOpen, .quicEarly: 0
        case .tcp, .tcpTLS13Early, .quic: 1
        case .tcpTLS12Resumed, .tcpTLS13: 2
        case .tcpTLS12: 3
        }
    }

    /// Round trips until the first answer is there.
    package var responseRoundTrips: Int { setupRoundTrips + 1 }
}
