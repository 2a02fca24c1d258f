import Firewall
import Netlink

/// Takes everything away that a guard left in the kernel, by hand: after a crash that nobody followed up, or a stop that
/// kept the rules.
package enum GuardFlush {
    /// - Throws: ``GuardError/alreadyRunning(_:)`` while a guard is at work here: it would put the rules back at once.
    package static func run(_ surroundings: GuardSurroundings = GuardSurroundings()) async throws(GuardError) {
        let thread: NetlinkThread
        do throws(NetlinkError) {
            thread = try NetlinkThread(onStart: surroundings.enterHost)
        } catch {
            throw .host(error)
        }
        let lock = GuardLock(thread: thread)
        try await lock.lockFirewall()
        do throws(FirewallError) {
            for description in BackendRegistry.all where description.touchesKernel {
                try await description.make(BackendSurroundings(thread: thread)).remove()
            }
        } catch {
            await lock.release()
            throw .firewall(error)
        }
        await lock.release()
    }
}
