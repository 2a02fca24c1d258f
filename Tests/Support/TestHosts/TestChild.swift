import CTestHosts
import Glibc
import Synchronization

/// A forked child that does one thing: send two messages in turn, for ever. Killed when this
/// object goes, or the thread that made it.
package final class TestChild: Sendable {
    private let id: Int32
    private let isGone = Mutex(false)

    /// - Parameter descriptor: a socket that nobody else uses meanwhile.
    package init(sending first: [UInt8], and second: [UInt8], on descriptor: Int32) throws {
        id = th_fork_alternating_sender(descriptor, first, UInt(first.count), second, UInt(second.count))
        guard id > 0 else { throw TestHostError.call("fork", errno: errno) }
    }

    deinit { kill() }

    /// With SIGKILL; returns when it is gone.
    package func kill() {
        isGone.withLock { isGone in
            // Afterwards its number may be that of another process.
            guard !isGone else { return }
            _ = Glibc.kill(id, SIGKILL)
            while waitpid(id, nil, 0) < 0, errno == EINTR {}
            isGone = true
        }
    }
}
