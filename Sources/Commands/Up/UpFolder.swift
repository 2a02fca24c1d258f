/// What `sikker up` keeps, and where.
struct UpFolder: Sendable {
    /// The server's own folder too, so that `sikker key` finds the store where it looks by default.
    let path: String

    var sensor: String { path + "/sensor" }
    var guarding: String { path + "/guard" }
    /// The key for the person at this machine.
    var clientKey: String { path + "/client.key" }
    var sensorToken: String { path + "/sensor.token" }
    var guardKey: String { path + "/guard.key" }
}
