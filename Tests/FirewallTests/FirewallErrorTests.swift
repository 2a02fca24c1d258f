import Netlink
import Testing

@testable import Firewall

@Suite struct FirewallErrorTests {
    private static func refused(_ code: KernelErrorCode) -> FirewallError {
        FirewallError(.refused(NetlinkRefusal(request: "add set s", code: code)))
    }

    /// Every cause is named so that the user knows what to do about it.
    @Test(
        arguments: [
            (refused(.notPermitted), "needs CAP_NET_ADMIN"),
            (FirewallError(.call("socket(AF_NETLINK)", code: .protocolNotSupported)), "CONFIG_NETFILTER_NETLINK"),
            (refused(.notSupported), "it was built without what is asked for"),
            (refused(.noSuchObject), "does not hold what it was thought to hold"),
            (refused(.exists), "does not hold what it was thought to hold"),
            (refused(.overlaps), "does not hold what it was thought to hold"),
            (refused(.tableFull), "no room for the change: the kernel refused to add set s"),
            (FirewallError(.call("send(AF_NETLINK)", code: .noBuffers)), "no room for the change"),
            (FirewallError(.call("send(AF_NETLINK)", code: .messageTooLong)), "no room for the change"),
            (refused(.staleGeneration), "changed by somebody else"),
            (refused(.busy), "could not be changed: the kernel refused to add set s: in use (EBUSY)"),
            (FirewallError.mismatch("so much"), "the kernel does not hold what was written: so much"),
        ] as [(FirewallError, String)])
    func sentences(_ error: FirewallError, _ part: String) {
        #expect(error.description.contains(part))
    }
}
