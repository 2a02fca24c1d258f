import Netlink

/// The program that runs in the driver: sheds what certainly begins something new and comes from a listed source, and
/// lets everything else pass to the rules of nf_tables behind it, which know connections.
///
/// It sheds
/// - segments of TCP with SYN and without ACK, RST and FIN: no answer looks like that, but for the other half of a
///   connection that both sides open at once (RFC 9293 §3.5);
/// - requests for an echo (RFC 792, RFC 4443 §4.1);
/// - datagrams of UDP to ports that were chosen, none by default: nothing in a datagram tells a question from an answer.
///
/// Everything else passes: answers, fragments but the first, extension headers of IPv6, anything it does not know. Of what
/// it would shed, so many packets a second pass too, and are logged, counted and dropped behind it.
struct XDPFilter {
    private enum Place: Hashable {
        case tag(Int), network, v4, v6, transport, tcp, udp, icmp4, icmp
        case lookUp, lookUp6, notAlone4, notAlone6, blocked4, blocked6
        case listed, sameWindow, shed, count, drop, pass
    }

    /// Offsets from the end of the stack. The source stands behind a length in bits, as in a key of prefixes, and before
    /// protocol and port, as in a key of flows.
    private enum Stack {
        static let index: Int16 = -4
        static let family: Int16 = -16
        static let transport: Int16 = -20
        static let port: Int16 = -18
        static let source4: Int16 = -24
        static let prefix4: Int16 = -28
        static let source: Int16 = -36
        static let prefix6: Int16 = -40
        static let flow: Int16 = -72
    }

    private var assembler = BPFAssembler<Place>()
    private let maps: XDPMaps

    /// `nil` only when a place in the program is missing.
    static func instructions(_ maps: XDPMaps) -> [BPFInstruction]? {
        var filter = Self(maps: maps)
        filter.parseFrame()
        filter.parseIPv4()
        filter.parseIPv6()
        filter.parseTransport()
        filter.lookUp()
        filter.judge()
        return filter.assembler.assembled()
    }

    private init(maps: XDPMaps) { self.maps = maps }

    /// Network order, as a 16-bit load on this machine sees it.
    private func network(_ value: UInt16) -> Int32 { Int32(value.bigEndian) }

    /// Lets pass what ends before `size` more bytes.
    private mutating func need(_ size: Int32) {
        assembler.move(.second, .kept7)
        assembler.apply(.add, .second, size)
        assembler.jump(to: .pass, if: .second, .greater, .kept8)
    }

    // MARK: - Headers. kept7: where the next header begins; kept8: the end; kept6: protocol; kept9: length of the packet.

    private mutating func parseFrame() {
        assembler.load(.word, .kept7, from: .first, 0)
        assembler.load(.word, .kept8, from: .first, 4)
        need(14)
        assembler.load(.half, .third, from: .kept7, 12)
        assembler.apply(.add, .kept7, 14)
        // Two tags at most (IEEE 802.1Q, 802.1ad).
        for tag in 0..<2 {
            assembler.jump(to: .tag(tag), if: .third, .equal, network(0x8100))
            assembler.jump(to: .network, if: .third, .notEqual, network(0x88a8))
            assembler.mark(.tag(tag))
            need(4)
            assembler.load(.half, .third, from: .kept7, 2)
            assembler.apply(.add, .kept7, 4)
        }
        assembler.mark(.network)
        assembler.jump(to: .v4, if: .third, .equal, network(0x0800))
        assembler.jump(to: .v6, if: .third, .equal, network(0x86dd))
        assembler.jump(to: .pass)
    }

    private mutating func parseIPv4() {
        assembler.mark(.v4)
        need(20)
        assembler.load(.byte, .third, from: .kept7, 0)
        assembler.move(.fourth, .third)
        assembler.apply(.and, .fourth, 0xf0)
        assembler.jump(to: .pass, if: .fourth, .notEqual, 0x40)
        assembler.load(.half, .fourth, from: .kept7, 6)
        assembler.apply(.and, .fourth, network(0x1fff))
        assembler.jump(to: .pass, if: .fourth, .notEqual, 0)
        assembler.load(.byte, .kept6, from: .kept7, 9)
        assembler.load(.half, .kept9, from: .kept7, 2)
        assembler.fromNetwork16(.kept9)
        assembler.store(.double, value: 0, at: .frame, Stack.prefix6)
        assembler.store(.word, value: 0, at: .frame, Stack.prefix6 + 8)
        assembler.store(.word, value: 32, at: .frame, Stack.prefix4)
        assembler.load(.word, .fourth, from: .kept7, 12)
        assembler.store(.word, .fourth, at: .frame, Stack.source4)
        assembler.store(.word, value: 4, at: .frame, Stack.family)
        // The header's length in words of four bytes, options included.
        assembler.apply(.and, .third, 0x0f)
        assembler.jump(to: .pass, if: .third, .less, 5)
        assembler.apply(.shiftLeft, .third, 2)
        assembler.apply(.add, .kept7, .third)
        assembler.jump(to: .transport)
    }

    private mutating func parseIPv6() {
        assembler.mark(.v6)
        need(40)
        assembler.load(.byte, .third, from: .kept7, 0)
        assembler.apply(.and, .third, 0xf0)
        assembler.jump(to: .pass, if: .third, .notEqual, 0x60)
        assembler.load(.byte, .kept6, from: .kept7, 6)
        assembler.load(.half, .kept9, from: .kept7, 4)
        assembler.fromNetwork16(.kept9)
        assembler.apply(.add, .kept9, 40)
        assembler.store(.word, value: 128, at: .frame, Stack.prefix6)
        for word: Int16 in 0..<4 {
            assembler.load(.word, .fourth, from: .kept7, 8 + word * 4)
            assembler.store(.word, .fourth, at: .frame, Stack.source + word * 4)
        }
        assembler.store(.word, value: 6, at: .frame, Stack.family)
        assembler.apply(.add, .kept7, 40)
    }

    private mutating func parseTransport() {
        assembler.mark(.transport)
        assembler.store(.word, value: 0, at: .frame, Stack.transport)
        assembler.store(.byte, .kept6, at: .frame, Stack.transport)
        assembler.load(.word, .fifth, from: .frame, Stack.family)
        assembler.jump(to: .tcp, if: .kept6, .equal, 6)
        assembler.jump(to: .udp, if: .kept6, .equal, 17)
        // ICMP counts with its own version of IP only. What asks for an echo is 8 there, 128 here.
        assembler.move(.third, 8)
        assembler.jump(to: .icmp4, if: .fifth, .equal, 4)
        assembler.move(.third, 128)
        assembler.jump(to: .icmp, if: .kept6, .equal, 58)
        assembler.jump(to: .pass)
        assembler.mark(.icmp4)
        assembler.jump(to: .pass, if: .kept6, .notEqual, 1)

        assembler.mark(.icmp)
        need(8)
        assembler.load(.byte, .fourth, from: .kept7, 0)
        assembler.jump(to: .pass, if: .fourth, .notEqual, .third)
        assembler.jump(to: .lookUp)

        assembler.mark(.tcp)
        need(20)
        assembler.load(.byte, .third, from: .kept7, 13)
        assembler.apply(.and, .third, 0x17)  // ACK, RST, SYN, FIN
        assembler.jump(to: .pass, if: .third, .notEqual, 0x02)
        assembler.load(.half, .third, from: .kept7, 2)
        assembler.store(.half, .third, at: .frame, Stack.port)
        assembler.jump(to: .lookUp)

        assembler.mark(.udp)
        need(8)
        assembler.load(.half, .kept6, from: .kept7, 2)
        assembler.store(.half, .kept6, at: .frame, Stack.port)
        assembler.fromNetwork16(.kept6)
        assembler.move(.third, .kept6)
        assembler.apply(.shiftRight, .third, 6)
        assembler.store(.word, .third, at: .frame, Stack.index)
        find(in: maps.ports, key: Stack.index)
        assembler.jump(to: .pass, if: .result, .equal, 0)
        assembler.load(.double, .third, from: .result, 0)
        assembler.apply(.and, .kept6, 63)
        assembler.apply(.shiftRight, .third, .kept6)
        assembler.apply(.and, .third, 1)
        assembler.jump(to: .pass, if: .third, .equal, 0)
    }

    // MARK: - Lists

    /// Leaves where the value of a key on the stack is, or 0, in `result`.
    private mutating func find(in map: BPFMap, key: Int16) {
        assembler.load(map, .first)
        assembler.move(.second, .frame)
        assembler.apply(.add, .second, Int32(key))
        assembler.call(.mapLookUp)
    }

    /// Looks a key up in the map in a slot. Goes to `missing` when the slot is empty.
    private mutating func find(in maps: BPFMap, slot: UInt32, key: Int16, missing: Place) {
        assembler.store(.word, value: Int32(slot), at: .frame, Stack.index)
        find(in: maps, key: Stack.index)
        assembler.jump(to: missing, if: .result, .equal, 0)
        assembler.move(.first, .result)
        assembler.move(.second, .frame)
        assembler.apply(.add, .second, Int32(key))
        assembler.call(.mapLookUp)
    }

    private mutating func lookUp() {
        assembler.mark(.lookUp)
        assembler.load(.word, .third, from: .frame, Stack.family)
        assembler.jump(to: .lookUp6, if: .third, .equal, 6)
        lookUp(maps.addresses4, maps.networks4, address: Stack.source4, prefix: Stack.prefix4, .notAlone4, .blocked4)
        // In a flow an IPv4 address is one of ::ffff:0:0/96 (RFC 4291 §2.5.5.2).
        assembler.store(.half, value: 0, at: .frame, Stack.prefix4)
        assembler.store(.half, value: 0xffff, at: .frame, Stack.prefix4 + 2)
        assembler.jump(to: .listed)
        assembler.mark(.lookUp6)
        lookUp(maps.addresses6, maps.networks6, address: Stack.source, prefix: Stack.prefix6, .notAlone6, .blocked6)
    }

    /// Goes on behind this when the source is blocked and not allowed.
    private mutating func lookUp(
        _ addresses: BPFMap, _ networks: BPFMap, address: Int16, prefix: Int16, _ notAlone: Place, _ blocked: Place
    ) {
        find(in: addresses, slot: XDPMaps.blockedSlot, key: address, missing: notAlone)
        assembler.jump(to: blocked, if: .result, .notEqual, 0)
        assembler.mark(notAlone)
        find(in: networks, slot: XDPMaps.blockedSlot, key: prefix, missing: .pass)
        assembler.jump(to: .pass, if: .result, .equal, 0)
        assembler.mark(blocked)
        // What is allowed is not known while the slot is empty.
        find(in: networks, slot: XDPMaps.allowedSlot, key: prefix, missing: .pass)
        assembler.jump(to: .pass, if: .result, .notEqual, 0)
    }

    // MARK: - Verdict. kept6: how many may pass; kept7: the window; kept8: this processor's counters.

    private mutating func judge() {
        assembler.mark(.listed)
        assembler.store(.word, value: 0, at: .frame, Stack.index)
        find(in: maps.settings, key: Stack.index)
        assembler.jump(to: .pass, if: .result, .equal, 0)
        assembler.load(.double, .kept6, from: .result, 0)
        assembler.call(.coarseTime)
        assembler.move(.kept7, .result)
        assembler.apply(.shiftRight, .kept7, Int32(XDPMaps.windowShift))
        find(in: maps.counters, key: Stack.index)
        assembler.jump(to: .pass, if: .result, .equal, 0)
        assembler.move(.kept8, .result)
        assembler.load(.double, .third, from: .kept8, 16)
        assembler.jump(to: .sameWindow, if: .third, .equal, .kept7)
        assembler.store(.double, .kept7, at: .kept8, 16)
        assembler.store(.double, value: 0, at: .kept8, 24)
        assembler.mark(.sameWindow)
        assembler.load(.double, .third, from: .kept8, 24)
        assembler.jump(to: .shed, if: .third, .greaterOrEqual, .kept6)
        assembler.apply(.add, .third, 1)
        assembler.store(.double, .third, at: .kept8, 24)
        assembler.mark(.pass)
        assembler.exit(Int32(XDPProgram.Verdict.pass.rawValue))

        assembler.mark(.shed)
        assembler.load(.double, .third, from: .kept8, 0)
        assembler.apply(.add, .third, 1)
        assembler.store(.double, .third, at: .kept8, 0)
        assembler.load(.double, .third, from: .kept8, 8)
        assembler.apply(.add, .third, .kept9)
        assembler.store(.double, .third, at: .kept8, 8)
        countFlow()
        assembler.mark(.drop)
        assembler.exit(Int32(XDPProgram.Verdict.drop.rawValue))
    }

    private mutating func countFlow() {
        find(in: maps.flows, key: Stack.source)
        assembler.jump(to: .count, if: .result, .notEqual, 0)
        // A new one begins with nothing, unless another processor has just made it.
        for offset: Int16 in [0, 8, 16] { assembler.store(.double, value: 0, at: .frame, Stack.flow + offset) }
        assembler.load(maps.flows, .first)
        assembler.move(.second, .frame)
        assembler.apply(.add, .second, Int32(Stack.source))
        assembler.move(.third, .frame)
        assembler.apply(.add, .third, Int32(Stack.flow))
        assembler.move(.fourth, 1)  // BPF_NOEXIST
        assembler.call(.mapUpdate)
        find(in: maps.flows, key: Stack.source)
        assembler.jump(to: .drop, if: .result, .equal, 0)
        assembler.mark(.count)
        assembler.move(.third, 1)
        assembler.addAtomically(.third, at: .result, 0)
        assembler.addAtomically(.kept9, at: .result, 8)
        assembler.store(.double, .kept7, at: .result, 16)
    }
}
