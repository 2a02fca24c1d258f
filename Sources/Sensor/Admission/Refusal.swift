/// Why a connection is closed at once: the label of `sensor_connections_refused_total`.
enum Refusal: String, CaseIterable, Sendable {
    /// The sensor has as many visitors as it takes.
    case full
    /// The source has as many connections open as one source may.
    case sourceConnections = "source_connections"
    /// The source connects too often.
    case sourceRate = "source_rate"
    /// The source has had more recorded than one source may for now.
    case sourceBytes = "source_bytes"
}
