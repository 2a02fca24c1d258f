/// A kind of file that says something about addresses.
protocol PlaceSource: Sendable {
    /// What such files can be asked.
    static var roles: Set<PlaceFile.Role> { get }

    /// Whether contents look like this kind. Cheap, and never wrong about a whole file of the kind.
    static func recognises(_ contents: UnsafeRawBufferPointer) -> Bool

    /// Reads contents, which may be anything, in time and memory that ``PlaceLimits`` bound.
    static func read(
        _ copy: FileCopy, as role: PlaceFile.Role, numbering rows: inout PlaceRows.Builder
    ) throws(PlaceError.Reason) -> PlaceReading
}
