import CNetfilter

extension RouteSocket {
    /// Where filters of what comes in hang (linux/pkt_sched.h: TC_H_MAKE(TC_H_CLSACT, TC_H_MIN_INGRESS)).
    private static let ingress: UInt32 = 0xffff_fff2
    /// `BPF_TCX_INGRESS` (linux/bpf.h of 6.6 and later).
    private static let tcxIngress: UInt32 = 46

    /// What looks at packets as the interfaces of this host take them in, each kind once for each interface.
    package mutating func programs() throws(NetlinkError) -> [InterfaceProgram] {
        var programs: [InterfaceProgram] = []
        let shielded = try interfacesWithXDP()
        for link in try links() {
            if shielded.contains(link.index) { programs.append(InterfaceProgram(interface: link.name, kind: .xdp)) }
            for kind in try filters(of: link.index).sorted() {
                programs.append(InterfaceProgram(interface: link.name, kind: .filter(kind)))
            }
            if Self.hasTCX(link.index) { programs.append(InterfaceProgram(interface: link.name, kind: .tcx)) }
        }
        return programs
    }

    private mutating func interfacesWithXDP() throws(NetlinkError) -> Set<UInt32> {
        try socket.list("list the interfaces", type: UInt16(RTM_GETLINK), into: []) {
            $0.host(ifinfomsg())
        } _: { (found, message) throws(NetlinkError) in
            // family, padding, type, index, flags, change
            guard message.type == UInt16(RTM_NEWLINK), let index = message.payload.host(UInt32.self, at: 4),
                let attributes = message.attributes(after: MemoryLayout<ifinfomsg>.size),
                let xdp = attributes.first(where: { $0.type == UInt16(IFLA_XDP) })?.nested,
                let mode = xdp.first(where: { $0.type == UInt16(IFLA_XDP_ATTACHED) })?.value.host(UInt8.self, at: 0)
            else { return }
            if mode != UInt8(XDP_ATTACHED_NONE) { found.insert(index) }
        }
    }

    private mutating func filters(of link: UInt32) throws(NetlinkError) -> Set<String> {
        var place = tcmsg()
        place.tcm_ifindex = Int32(bitPattern: link)
        place.tcm_parent = Self.ingress
        do throws(NetlinkError) {
            return try socket.list("list filters", type: UInt16(RTM_GETTFILTER), into: []) {
                $0.host(place)
            } _: { (kinds, message) throws(NetlinkError) in
                guard message.type == UInt16(RTM_NEWTFILTER),
                    let attributes = message.attributes(after: MemoryLayout<tcmsg>.size),
                    let kind = attributes.first(where: { $0.type == UInt16(TCA_KIND) })?.text
                else { return }
                kinds.insert(kind)
            }
        } catch .refused(_) {
            // Nothing hangs there, the interface has gone, or the kernel has no traffic control.
            return []
        }
    }

    /// Whether programs are there. `false` too where the kernel knows of no such thing, or does not tell.
    private static func hasTCX(_ link: UInt32) -> Bool {
        // target_ifindex, attach_type, query_flags, attach_flags, prog_ids, count
        var call = BPFCall("ask for programs", BPF_PROG_QUERY)
        call.set(0, link)
        call.set(4, tcxIngress)
        guard (try? call.run()) != nil else { return false }
        return call.field(24) > 0
    }
}
