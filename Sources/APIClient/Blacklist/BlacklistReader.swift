/// Takes the text of a list while it arrives, in pieces of any size that are cut anywhere.
package protocol BlacklistReader: Sendable {
    associatedtype List: Sendable

    /// An error ends the transfer and is passed on.
    mutating func consume(_ piece: Span<UInt8>) throws

    /// All of it has arrived.
    consuming func finish() throws -> List
}
