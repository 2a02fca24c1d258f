import CMalloc

/// What becomes of the memory of visits that have ended.
enum VisitMemory {
    /// Gives what is free of it back to the system (malloc_trim(3)), which glibc does by itself only at the upper end of what it holds. Takes
    /// some milliseconds.
    static func giveBack() { malloc_trim(0) }
}
