import Testing

@testable import Netlink

@Suite struct NetlinkErrorTests {
    static let refusal = NetlinkRefusal(request: "do it", code: .busy)

    @Test(
        arguments: [
            (.call("bind", code: .notPermitted), "bind failed: operation not permitted (EPERM)"),
            (.refused(refusal), "the kernel refused to do it: in use (EBUSY)"),
            (
                .overrun,
                "the kernel dropped netlink messages because they were not read fast enough (ENOBUFS)"
            ),
            (.malformed("a set"), "the kernel's answer about a set is not well-formed"),
            (.unanswered("do it"), "the kernel did not answer the request to do it"),
            (
                .logGroupTaken(7),
                "cannot listen to NFLOG group 7: another program listens to it, or CAP_NET_ADMIN is missing (EPERM)"
            ),
            (.unsettled("table t", attempts: 3), "table t changed during each of 3 attempts to read it"),
        ] as [(NetlinkError, String)])
    func sentences(_ error: NetlinkError, _ sentence: String) {
        #expect(error.description == sentence)
    }

    @Test func codes() {
        #expect(NetlinkError.refused(Self.refusal).code == .busy)
        #expect(NetlinkError.overrun.code == .noBuffers)
        #expect(NetlinkError.logGroupTaken(7).code == .busy)
        #expect(NetlinkError.malformed("x").code == nil)
    }
}
