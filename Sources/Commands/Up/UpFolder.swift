/// What `sikker up` keeps, and where.
struct UpFolder: Sendable {
    let path: String

    /// The server's own folder is the whole folder, so that `sikker key` finds the store where it looks by default.
    var server: String { path }
    var sensor: String { path + "/sensor" }
    var guarding: String { path + "/guard" }
    /// The key for the person at this machine.
    var clientKey: String { path + "/client.key" }
    var sensorToken: String { path + "/sensor.token" }
    var guardKey: String { path + "/guard.key" }
}
