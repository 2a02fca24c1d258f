import Firewall
import Netlink

/// What an earlier guard left in the kernel, seen without one that runs.
package enum GuardInspection {
    package struct Remains: Codable, Equatable, Sendable {
        package var backend: String
        /// Whether anything of ours is there.
        package var isStanding: Bool
        /// What is there, in words.
        package var summary: String
        /// Why it cannot be told.
        package var failure: String?
    }

    /// One for each backend that leaves objects of its own in the kernel.
    ///
    /// - Throws: when the kernel can be asked by none of them.
    package static func remains(
        _ surroundings: GuardSurroundings = GuardSurroundings()
    ) async throws(GuardError) -> [Remains] {
        let thread: NetlinkThread
        do throws(NetlinkError) {
            thread = try NetlinkThread(onStart: surroundings.enterHost)
        } catch {
            throw .host(error)
        }
        var remains: [Remains] = []
        var failures: [FirewallError] = []
        for description in BackendRegistry.all
        where description.touchesKernel && description.outlivedBy == description.name {
            do throws(FirewallError) {
                let standing = try await description.make(BackendSurroundings(thread: thread)).survey()
                remains.append(
                    Remains(
                        backend: description.name, isStanding: standing.condition != .absent,
                        summary: "\(standing.condition)"))
            } catch {
                failures.append(error)
                remains.append(
                    Remains(
                        backend: description.name, isStanding: false, summary: "cannot be asked: \(error)",
                        failure: "\(error)"))
            }
        }
        if let first = failures.first, failures.count == remains.count { throw .firewall(first) }
        return remains
    }
}
