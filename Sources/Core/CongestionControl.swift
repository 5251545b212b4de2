/// Who decides how fast a TCP connection sends (RFC 5681, RFC 9438).
package enum CongestionControl: String, CaseIterable, Sendable {
    /// Whatever the host gives every connection.
    case host
    /// By losses, a segment more per round trip between them; every Linux has it.
    case reno
    /// By losses as well, and by the time since the last one.
    case cubic
    /// By the rate and the shortest round trip seen: it leaves queues empty.
    case bbr
}
