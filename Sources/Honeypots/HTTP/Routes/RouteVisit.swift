import ThreatModel

/// What a route may know about the request it answers.
struct RouteVisit: Sendable {
    let request: HTTPRequest
    /// The request carries credentials and this visit's policy lets them in.
    let isLetIn: Bool
    /// The port the client connected to.
    let port: UInt16
    let now: Timestamp

    /// "http://name:port", as the client sees the site.
    func origin(_ scene: WebScene) -> String {
        "http://" + (request.host.map { $0.name + ($0.port.map { ":\($0)" } ?? "") } ?? scene.organisation.domain)
    }
}
