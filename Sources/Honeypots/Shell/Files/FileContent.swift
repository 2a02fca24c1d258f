/// The bytes of a file: kept, generated where they are looked at, or telling the present state of the device.
enum FileContent: Hashable, Sendable {
    case bytes([UInt8])
    case image(ProgramImage)
    case live(LiveFile)

    /// Files under /proc have no size.
    var size: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .image(let image): image.size
        case .live: 0
        }
    }
}
