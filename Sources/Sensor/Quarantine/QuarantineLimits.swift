/// What the files that visitors leave may take.
package struct QuarantineLimits: Hashable, Sendable {
    /// All files together; beyond, new ones are counted and not kept.
    package var bytes = 1024 * 1024 * 1024
    package var files = 100_000
    /// One file.
    package var fileBytes = 32 * 1024 * 1024
    /// Bytes of files that may wait in memory for the disk.
    package var memoryBytes = 64 * 1024 * 1024

    package init() {}
}
