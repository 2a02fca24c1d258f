/// The scripts of one visit, by the SHA-1 of their text.
struct RedisScriptCache: Sendable {
    /// Scripts that are kept, and bytes of all of them.
    static let mostScripts = 64
    static let mostBytes = 512 * 1024

    private var scripts: [String: [UInt8]] = [:]
    private(set) var byteCount = 0

    var count: Int { scripts.count }

    /// The name a script is known by: 40 hexadecimal digits.
    static func name(of script: [UInt8]) -> String { Digest.hexadecimal(Digest.sha1(script)) }

    subscript(name: String) -> [UInt8]? { scripts[name] }

    /// Remembers a script while there is room.
    mutating func insert(_ script: [UInt8], as name: String) {
        guard scripts[name] == nil, scripts.count < Self.mostScripts, byteCount + script.count <= Self.mostBytes else {
            return
        }
        scripts[name] = script
        byteCount += script.count
    }

    mutating func removeAll() { self = RedisScriptCache() }
}
