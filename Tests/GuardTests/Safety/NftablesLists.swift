import Firewall
import Guard
import IPNetworks
import Netlink
import TestHosts

/// What the kernel of a host drops, asked by somebody who has nothing to do with the guard.
enum NftablesLists {
    static func read(on host: TestHost) async throws -> IPAddressSet {
        let backend = NftablesBackend(thread: try NetlinkThread(onStart: host.entrance))
        return try await backend.read().lists.blocked
    }
}
