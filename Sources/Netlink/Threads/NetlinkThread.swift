import Glibc

/// A thread of its own for blocking work, as an executor for actors, which also waits for descriptors.
///
/// A transaction of a million elements keeps `send` busy for half a second, and a socket must be waited for in `poll`:
/// neither may happen on the threads that Swift's tasks share. An actor whose `unownedExecutor` is ``executor`` runs here
/// instead; what arrives on a watched descriptor is handled here too, so both can use the same sockets without a lock.
///
/// The thread ends when this object goes, after the jobs that were waiting.
package final class NetlinkThread: Sendable {
    private let loop: NetlinkThreadLoop

    /// - Parameter onStart: runs first on the new thread, for example to enter a network namespace.
    package init(onStart: @escaping @Sendable () -> Void = {}) throws(NetlinkError) {
        loop = try NetlinkThreadLoop()
        try loop.start(onStart)
    }

    deinit { loop.stop() }

    /// What an actor returns as its `unownedExecutor`. The actor must keep this object.
    package var executor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    /// Calls `onReadable` on this thread whenever `descriptor` can be read from, until ``unwatch(_:)``. The handler must
    /// read until nothing is left, and must not block.
    package func watch(_ descriptor: Int32, onReadable: @escaping @Sendable () -> Void) {
        loop.watch(descriptor, onReadable)
    }

    /// Forgets `descriptor`. Called before it is closed, on this thread.
    package func unwatch(_ descriptor: Int32) { loop.unwatch(descriptor) }
}
