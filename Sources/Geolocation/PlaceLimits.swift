/// What bounds the memory and the time that a hostile or mistaken file can cost.
enum PlaceLimits {
    /// The largest file. The largest databases of cities have 130 MB.
    static let fileBytes = 512 << 20
    /// Networks of one file.
    static let networks = 20_000_000
    /// Different places of all files together.
    static let places = 8_000_000
    /// Names of organisations and cities of all files together, in bytes.
    static let textBytes = 256 << 20
    /// The longest name that is kept, in bytes; what is longer is cut.
    static let nameBytes = 256
}
