/// What one visit may cost, whatever the visitor sends. Each is enforced by the state machine that could exceed it.
package struct HoneypotLimits: Hashable, Sendable {
    /// Bytes of one recorded field; what is longer is cut and marked `truncated`.
    package var fieldBytes = 64 * 1024
    /// Bytes of one unfinished line, frame or header block before the visit is ended.
    package var pendingBytes = 64 * 1024
    /// Bytes of one request's body or stored value that are kept.
    package var bodyBytes = 1024 * 1024
    /// Bytes sent to the visitor in one visit before output stops.
    package var outputBytes = 4 * 1024 * 1024
    /// Events recorded in one visit; what comes after is counted and reported in the `close` event.
    package var events = 1000

    package init() {}
}
