import Netlink

/// The interfaces that the program is asked at.
struct XDPAttachments {
    private var attached: [UInt32: XDPAttachment] = [:]
    /// Interfaces that did not take it, which are not asked again.
    private var refused: Set<UInt32> = []

    /// How many interfaces are shielded.
    var count: Int { attached.count }

    /// Attaches to what is new and forgets what is gone. Returns what there is to say about it.
    mutating func follow(_ links: [HostLink], _ program: XDPProgram, _ options: XDPOptions) -> [String] {
        let present = Set(links.map(\.index))
        attached = attached.filter { present.contains($0.key) }
        refused.formIntersection(present)
        var notices: [String] = []
        for link in Self.shielded(links, options) where attached[link.index] == nil && !refused.contains(link.index) {
            do throws(NetlinkError) {
                let attachment = try Self.attach(program, to: link, options.modes)
                attached[link.index] = attachment
                notices.append("XDP sheds floods on \(link.name), \(attachment.mode.title)")
            } catch {
                refused.insert(link.index)
                let reason = error.code == .busy ? "another XDP program is there" : "\(error)"
                notices.append("XDP cannot be used on \(link.name), where nftables protects alone: \(reason)")
            }
        }
        return notices
    }

    mutating func detach() { self = Self() }

    private static func attach(
        _ program: XDPProgram, to link: HostLink, _ modes: [XDPProgram.Mode]
    ) throws(NetlinkError) -> XDPAttachment {
        var reason: NetlinkError?
        for mode in modes {
            do throws(NetlinkError) {
                return try program.attach(toInterface: link.index, mode)
            } catch {
                reason = reason ?? error
                // Somebody else's program is not to be got around.
                if error.code == .busy { break }
            }
        }
        throw reason ?? .malformed("no way to attach a program")
    }

    /// Parts of bridges and bonds are left out: what a bridge passes on is for others, and a bond is asked as a whole.
    static func shielded(_ links: [HostLink], _ options: XDPOptions) -> [HostLink] {
        if !options.interfaces.isEmpty { return links.filter { options.interfaces.contains($0.name) && $0.isEthernet } }
        let own = links.filter { $0.isEthernet && !$0.isLoopback && $0.master == nil }
        let hardware = own.filter { $0.kind == nil || $0.kind == "bond" || $0.kind == "team" }
        return hardware.isEmpty ? own.filter { $0.kind == "veth" } : hardware
    }
}

extension XDPProgram.Mode {
    fileprivate var title: String {
        switch self {
        case .native: "in its driver"
        case .generic: "behind its driver (slower: it cannot run programs itself)"
        }
    }
}
