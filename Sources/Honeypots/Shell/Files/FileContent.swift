/// The bytes of a file: kept, generated where they are looked at, or telling the present state of the machine.
enum FileContent: Sendable {
    case bytes([UInt8])
    case image(ProgramImage)
    case live(LiveFile)
    /// As it stands at that moment, in seconds since the epoch.
    case made(any MadeFile, at: Int64)

    /// Files under /proc have no size.
    var size: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .image(let image): image.size
        case .live: 0
        case .made(let file, let now): file.size(at: now)
        }
    }

    /// The program it is, when it came with the machine.
    var program: ProgramImage? {
        switch self {
        case .image(let image): image
        case .made(let file as FillerFile, _): file.image
        case .bytes, .live, .made: nil
        }
    }
}
