/// How followers of lists are treated.
package struct StreamConfiguration: Sendable {
    /// Seconds for which a client may take nothing of what waits for it. Then it is cut off, and goes on from its cursor
    /// when it comes back: nothing is kept for it meanwhile.
    package var patience = 60

    package init() {}
}
