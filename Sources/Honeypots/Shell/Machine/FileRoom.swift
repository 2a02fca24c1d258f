/// How much a visitor can change before the machine is full.
struct FileRoom: Hashable, Sendable {
    /// Files, links and directories made or changed.
    var nodes: Int
    /// Bytes in all of them together.
    var bytes: Int

    /// What a visit gets on an embedded device: real ones are soon full.
    static let device = Self(nodes: 2000, bytes: 8 * 1024 * 1024)
    static let server = Self(nodes: 4000, bytes: 16 * 1024 * 1024)
}
