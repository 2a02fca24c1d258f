import CMalloc

/// What becomes of memory that is not needed any more.
enum FreedMemory {
    /// Gives it back to the system at once (mallopt(3)). Without this, glibc keeps what large lists took while they were
    /// merged, because it takes a large block that is freed for a sign of more to come; for a guard, none comes for hours.
    static func goesBackAtOnce() {
        mallopt(M_MMAP_THRESHOLD, blockSize)
        mallopt(M_TRIM_THRESHOLD, blockSize)
        mallopt(M_ARENA_MAX, arenas)
    }

    private static let blockSize: Int32 = 128 << 10
    private static let arenas: Int32 = 2
}
