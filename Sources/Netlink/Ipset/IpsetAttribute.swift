/// The attributes of ipset's messages (linux/netfilter/ipset/ip_set.h, where they are anonymous enumerations).
///
/// The same number means different things in different places, so each place has an enumeration.
enum IpsetAttribute: UInt32 {
    case protocolVersion = 1
    case setName = 2
    /// The type where a set is made, the other set where two are swapped.
    case typeOrSecondName = 3
    case revision = 4
    case family = 5
    case flags = 6
    case data = 7
    /// A list of ``data``.
    case list = 8
    case line = 9

    /// Inside ``data`` that is about a set.
    enum Set: UInt32 {
        case timeout = 6
        case flags = 8
        case hashSize = 18
        case maximum = 19
        case elementCount = 24
        case references = 25
    }

    /// Inside ``data`` that is about an element.
    enum Element: UInt32 {
        case address = 1
        case prefixLength = 3
        case port = 4
        case transport = 7
        case line = 9
        case bytes = 24
        case packets = 25
        case comment = 26
    }

    /// Inside an address.
    enum Address: UInt32 {
        case v4 = 1
        case v6 = 2
    }
}
