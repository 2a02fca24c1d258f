package import IPNetworks
package import ThreatModel

extension APIClient {
    /// What is known about an address (`GET /v1/key/check/{ip}`). One lookup of the quota.
    ///
    /// - Parameter verbose: with behaviours and primitives.
    package func check(_ address: IPAddress, verbose: Bool = true) async throws(APIError) -> CheckAnswer {
        let query = verbose ? "" : "?verbose=false"
        return try await answer(CheckAnswer.self, to: APIRequest(path: "/v1/key/check/\(address)\(query)"))
    }
}
