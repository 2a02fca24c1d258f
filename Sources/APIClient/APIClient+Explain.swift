package import IPNetworks
package import ThreatModel

extension APIClient {
    /// Why an address has its confidence (`GET /v1/key/explain/{ip}`). One lookup of the quota.
    package func explain(_ address: IPAddress) async throws(APIError) -> ExplainAnswer {
        try await answer(ExplainAnswer.self, to: APIRequest(path: "/v1/key/explain/\(address)"))
    }
}
