import Logging
import Testing

@testable import Observability

@Suite struct SecretRedactionTests {
    @Test(arguments: [
        ("Authorization: Bearer sk_free_abcdefgh", "Authorization: Bearer [redacted]"),
        ("authorization: bEaReR abc.def-ghi rest", "authorization: bEaReR [redacted] rest"),
        ("GET /v1/key/blacklist?key=sk_free_0123456789&limit=5", "GET /v1/key/blacklist?key=[redacted]&limit=5"),
        ("?KEY=abc", "?KEY=[redacted]"), ("api_key=abc token=\"x y\" z", "api_key=[redacted] token=[redacted] z"),
        ("token st_ABCDEFGH01234 refused", "token st_[redacted] refused"),
        ("sk_tier_1_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "sk_[redacted]"),
        ("sk_aaaaaaaa,sk_bbbbbbbb", "sk_[redacted],sk_[redacted]"),
        ("password=hunter2 user=root", "password=[redacted] user=root"),
    ])
    func secretsAreHidden(text: String, shown: String) {
        #expect(SecretRedaction.redact(text) == shown)
    }

    @Test(arguments: [
        "", "disk_full", "task_sk_short", "sk_short", "monkey=banana", "risk_assessment done", "the bearer", "Bearer",
        "first_seenlong", "keys=3", "key=", "bearer  ", "desk_aaaaaaaaaaaa", "ünïcode sk_",
    ])
    func wordsStay(text: String) {
        #expect(SecretRedaction.redact(text) == text)
    }

    @Test(arguments: LogFormat.allCases) func noFormatLetsOneThrough(format: LogFormat) {
        let output = CollectedOutput()
        let logger = LineLogHandlerTests.logger(output, format: format)
        let secret = "st_0123456789abcdefghijklmnopqrstuvwxyzABCD"
        logger.error(
            "sent \(secret)", metadata: ["url": "http://h/?key=\(secret)", "Token": "\(secret)", "x": ["\(secret)"]])
        logger.error("failed", error: TalkativeError(secret: secret))
        let written = output.lines.joined()
        #expect(!written.contains("0123456789abcdef"))
        #expect(written.contains("st_[redacted]"))
    }

    private struct TalkativeError: Error { var secret: String }
}
