/// A module that was "loaded": only its name is known.
struct RedisModule: Hashable, Sendable {
    let name: String
    let path: [UInt8]
    let arguments: [[UInt8]]
}
