package import IPNetworks
import NIOHTTP1

extension APIClient {
    /// Takes back what the key's account reported about an address (`DELETE /v1/key/report/{ip}`). One report of the quota.
    ///
    /// - Returns: how many reports were taken back.
    package func withdrawReports(about address: IPAddress) async throws(APIError) -> Int {
        try await answer(
            WithdrawalAnswer.self, to: APIRequest(method: .DELETE, path: "/v1/key/report/\(address)")
        ).withdrawn
    }
}

private struct WithdrawalAnswer: Decodable {
    var withdrawn: Int
}
