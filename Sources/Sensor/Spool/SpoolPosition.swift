/// A place in a lane: a file, by its first sequence number, and an offset in it.
struct SpoolPosition: Hashable, Sendable {
    var segment: UInt64
    var offset: Int
}
