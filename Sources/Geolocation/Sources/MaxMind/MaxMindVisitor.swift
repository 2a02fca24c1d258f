/// Is shown the values of a data section as they are read.
protocol MaxMindVisitor {
    /// A place among names that means something to the visitor.
    associatedtype Step

    /// Whether pointers are followed where nothing matters, too, so that everything is counted.
    var readsEverything: Bool { get }

    /// The place of the value under a name in the map at `step`; `nil` when nothing there matters.
    mutating func step(
        from step: Step?, to name: UnsafeRawBufferPointer
    ) throws(PlaceError.Reason) -> Step?

    mutating func take(_ value: MaxMindScalar, at step: Step) throws(PlaceError.Reason)
}

/// A value that holds no others.
enum MaxMindScalar {
    /// UTF-8, if the file is honest.
    case text(UnsafeRawBufferPointer)
    /// A flag is 0 or 1.
    case number(UInt64)
}
