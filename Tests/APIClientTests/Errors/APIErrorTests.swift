import APIClient
import Testing

@Suite struct APIErrorTests {
    static let all: [APIError] = [
        .invalid("The key is empty."), .unreachable(server: "h:1", reason: "connection refused"),
        .timeout(server: "h:1"),
        .unauthorised("Unknown key."), .forbidden("Disabled."), .quota(retryAfter: .seconds(9), sentence: "Used up."),
        .requestTooLarge("4 MiB."), .rejected(status: 400, sentence: "No JSON."),
        .serverFault(status: 503, retryAfter: nil, sentence: "Busy."), .responseTooLarge(limit: 5),
        .notJSON(server: "h:1", detail: "status 204"), .cancelled,
    ]

    @Test(arguments: all) func describesItselfInWords(error: APIError) {
        #expect(error.description.contains(" "))
        #expect(!error.description.contains("APIError"))
        #expect(error.description.first?.isUppercase == true || error.description.hasPrefix("h:1 "))
    }

    @Test func whatTimeCanMend() {
        #expect(Self.all.filter(\.isTransient).count == 5)
        #expect(Self.all.compactMap(\.retryAfter) == [.seconds(9)])
    }
}
