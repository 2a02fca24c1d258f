import IPNetworks

/// What the part of a question's name before the zone's means (RFC 5782 §2.1, §2.4).
enum QueriedName: Equatable {
    /// Nothing is before the zone's name.
    case apex
    /// Four decimal numbers, or 32 hexadecimal digits, each with a label of its own and the last first.
    ///
    /// - Parameter mayLead: whether names of IPv6 addresses may end in it: the name then exists, whatever is listed.
    case address(IPAddress, mayLead: Bool)
    /// The end of names of addresses: exists, and has no records.
    ///
    /// It is said to exist also when nothing below it is listed: to look would cost more than it tells, and a resolver that
    /// asks for one label after the other (RFC 9156) or infers what cannot exist (RFC 8020) is led right.
    case inner
    /// No address's.
    case unknown

    private static let octets = 4
    private static let digits = 32

    /// - Precondition: a well-formed name begins behind the header, and a label of it at `zoneStart`.
    init(in packet: UnsafeRawBufferPointer, upTo zoneStart: Int) {
        var position = DNSHeader.length
        var labels = 0
        var v4: UInt32? = 0
        var v6: UInt128? = 0
        while position < zoneStart {
            let label = UnsafeRawBufferPointer(rebasing: packet[position + 1..<position + 1 + Int(packet[position])])
            if labels < Self.octets, let sum = v4, let octet = Self.octet(label) {
                v4 = sum | octet << UInt32(8 * labels)
            } else {
                v4 = nil
            }
            if labels < Self.digits, let sum = v6, let digit = Self.digit(label) {
                v6 = sum | digit << UInt128(4 * labels)
            } else {
                v6 = nil
            }
            guard v4 != nil || v6 != nil else {
                self = .unknown
                return
            }
            labels += 1
            position += 1 + label.count
        }
        if labels == 0 {
            self = .apex
        } else if let v4, labels == Self.octets {
            self = .address(IPAddress(v4: v4), mayLead: v6 != nil)
        } else if let v6, labels == Self.digits {
            self = .address(IPAddress(v6: v6), mayLead: false)
        } else {
            self = .inner
        }
    }

    /// 0…255 without leading zeros.
    private static func octet(_ label: UnsafeRawBufferPointer) -> UInt32? {
        guard (1...3).contains(label.count), label.count == 1 || label[0] != UInt8(ascii: "0") else { return nil }
        var value: UInt32 = 0
        for byte in label {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            value = value * 10 + UInt32(byte - UInt8(ascii: "0"))
        }
        return value <= 255 ? value : nil
    }

    private static func digit(_ label: UnsafeRawBufferPointer) -> UInt128? {
        guard label.count == 1 else { return nil }
        return switch label[0] {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt128(label[0] - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt128(label[0] - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt128(label[0] - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
