/// The kinds of values, by their numbers in the format. From ``signed32`` on they stand in a byte of their own.
enum MaxMindType: UInt64 {
    case pointer = 1
    case text = 2
    case double = 3
    case bytes = 4
    case unsigned16 = 5
    case unsigned32 = 6
    case map = 7
    case signed32 = 8
    case unsigned64 = 9
    case unsigned128 = 10
    case list = 11
    case container = 12
    case endMarker = 13
    case flag = 14
    case float = 15
}
