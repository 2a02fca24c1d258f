/// What the files that visitors left may take on the server.
package struct BlobLimits: Hashable, Sendable {
    /// All files together, in MiB; beyond, the oldest of the sensor that takes most is given up. 0: none are taken.
    package var megabytes = 4096
    /// All files together.
    package var files = 100_000
    /// One file, in bytes: as much as a sensor keeps.
    package var fileBytes = 32 << 20
    /// Bytes that the disk must have left for everything else.
    package var spareBytes = 512 << 20
    /// Files that come at once, from all sensors and from one.
    package var uploads = 8
    package var uploadsPerSensor = 2
    /// Bytes that one sensor may send in an hour, whatever becomes of them.
    package var hourlyBytesPerSensor = 1 << 30

    package init() {}

    var bytes: Int { megabytes << 20 }
}
