package import IPNetworks
package import ThreatModel

extension APIClient {
    /// What is known about the addresses of a network (`GET /v1/key/check-block`). One lookup of the quota.
    package func checkBlock(_ network: IPPrefix) async throws(APIError) -> RangeAnswer {
        try await answer(RangeAnswer.self, to: APIRequest(path: "/v1/key/check-block?network=\(network)"))
    }
}
