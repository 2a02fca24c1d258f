/// All checks at one moment.
package struct HealthReport: Sendable {
    /// By name.
    package let checks: [(name: String, state: HealthCheck.State)]

    package init(checks: [(name: String, state: HealthCheck.State)]) { self.checks = checks }

    /// The worst of all checks; `ok` when there is none.
    package var status: HealthStatus { checks.map(\.state.status).max() ?? .ok }

    /// Whether requests should be sent here: nothing is still starting or failing. A degraded process keeps serving.
    package var isReady: Bool { status <= .degraded }

    /// The status code of `/readyz`. `/healthz` answers 200 whenever it can answer at all: a process whose disk is full or
    /// whose server is away gains nothing from being restarted.
    package var readinessCode: Int { isReady ? 200 : 503 }

    /// `{"status":"ok","checks":{"name":{"status":"ok","message":"…","since":1700000000000}}}`, checks by name.
    package var json: [UInt8] {
        var bytes = Array("{\"status\":\"\(status.rawValue)\",\"checks\":{".utf8)
        for (index, check) in checks.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            JSONText.append(check.name, to: &bytes)
            bytes.append(contentsOf: ":{\"status\":\"\(check.state.status.rawValue)\",\"message\":".utf8)
            JSONText.append(check.state.sentence, to: &bytes)
            bytes.append(contentsOf: ",\"since\":\(check.state.since)}".utf8)
        }
        bytes.append(contentsOf: "}}".utf8)
        return bytes
    }
}
