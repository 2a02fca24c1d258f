import ThreatModel

/// How many files sensors are sending, and how much they sent in this hour. A value without a clock.
struct BlobPace: Sendable {
    private struct Sensor {
        var underWay = 0
        var hour: Int64 = 0
        var bytes = 0
    }

    private var sensors: [Int64: Sensor] = [:]
    private var underWay = 0

    /// Lets a file come.
    ///
    /// - Throws: ``RequestError``, 503 or 429.
    mutating func begin(_ sensor: Int64, within limits: BlobLimits, at now: Timestamp) throws(RequestError) {
        let state = current(sensor, at: now)
        guard underWay < limits.uploads, state.underWay < limits.uploadsPerSensor else {
            throw .unavailable("too many files are coming at once; try again in a moment")
        }
        guard state.bytes < limits.hourlyBytesPerSensor else { throw tooMuch(limits, at: now) }
        underWay += 1
        sensors[sensor, default: Sensor()] = state
        sensors[sensor]?.underWay += 1
    }

    /// Counts what came of it.
    mutating func add(_ bytes: Int, of sensor: Int64, within limits: BlobLimits, at now: Timestamp) throws(RequestError)
    {
        var state = current(sensor, at: now)
        state.bytes += bytes
        sensors[sensor] = state
        guard state.bytes <= limits.hourlyBytesPerSensor else { throw tooMuch(limits, at: now) }
    }

    mutating func end(_ sensor: Int64) {
        underWay -= 1
        sensors[sensor]?.underWay -= 1
    }

    private func current(_ sensor: Int64, at now: Timestamp) -> Sensor {
        var state = sensors[sensor] ?? Sensor()
        if state.hour != now.seconds / 3600 { (state.hour, state.bytes) = (now.seconds / 3600, 0) }
        return state
    }

    private func tooMuch(_ limits: BlobLimits, at now: Timestamp) -> RequestError {
        RequestError(
            status: 429,
            sentence:
                "a sensor may send \(limits.hourlyBytesPerSensor >> 20) MiB of files in an hour; the rest may follow later",
            retryAfter: Int(3600 - now.seconds % 3600))
    }
}
