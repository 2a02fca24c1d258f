package import ThreatModel

extension APIClient {
    /// The key's tier and what is left of its quotas today (`GET /v1/key/status`). Costs nothing.
    package func status() async throws(APIError) -> StatusAnswer {
        try await answer(StatusAnswer.self, to: APIRequest(path: "/v1/key/status"))
    }
}
