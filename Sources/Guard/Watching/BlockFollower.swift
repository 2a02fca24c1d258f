/// Takes events as they come and misses none. Is called from the task that tells of packets, and must not keep it.
package protocol BlockFollower: AnyObject, Sendable {
    func take(_ events: [BlockEvent])

    /// Packets of more flows than are told apart, or that came faster than they are logged.
    func take(untold packets: Int)
}
