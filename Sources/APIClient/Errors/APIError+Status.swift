import FoundationEssentials
import ThreatModel

extension APIError {
    /// Bytes of an error's body that are read.
    static let maximumErrorBytes = 64 * 1024
    /// Characters of the server's sentence that are passed on.
    static let maximumSentenceLength = 500
    /// The longest `Retry-After` that is believed: to the next midnight.
    static let maximumRetryAfter = 86_400

    /// What an answer that is no success means.
    static func answer(status: Int, retryAfter: String?, body: [UInt8], server: ServerURL) -> APIError {
        let delay = retryAfter.flatMap(duration)
        let sentence = sentence(in: body)
        switch status {
        case 401: return .unauthorised(sentence ?? "status 401")
        case 403: return .forbidden(sentence ?? "status 403")
        case 413: return .requestTooLarge(sentence ?? "status 413")
        case 429: return .quota(retryAfter: delay, sentence: sentence ?? "status 429")
        case 500...599: return .serverFault(status: status, retryAfter: delay, sentence: sentence ?? "no reason given")
        case 400...499:
            // Our server always says why; whoever does not is not our server, and its refusal says nothing about the data.
            guard let sentence else {
                return .notJSON(server: server.authority, detail: "status \(status) without a reason")
            }
            return .rejected(status: status, sentence: sentence)
        default: return .notJSON(server: server.authority, detail: "status \(status)")
        }
    }

    /// `Retry-After` in whole seconds (RFC 9110 §10.2.3); a date is not understood and means nothing.
    static func duration(retryAfter text: String) -> Duration? {
        guard let seconds = Int(text.trimmingPrefix(while: { $0 == " " })), seconds >= 0 else { return nil }
        return .seconds(min(seconds, maximumRetryAfter))
    }

    private static func sentence(in body: [UInt8]) -> String? {
        guard let answer = try? JSONDecoder().decode(ErrorAnswer.self, from: Data(body)), !answer.error.isEmpty else {
            return nil
        }
        return String(answer.error.prefix(maximumSentenceLength))
    }
}
