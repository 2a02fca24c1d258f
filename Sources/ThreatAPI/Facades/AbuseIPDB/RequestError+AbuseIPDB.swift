extension RequestError {
    /// `{"errors":[{"detail":"…","status":422,"source":{"parameter":"ipAddress"}}]}`, with 422 for what we call 400.
    var abuseIPDBAnswer: Answer {
        let status = status == 400 ? 422 : status
        var json = JSONWriter(capacity: sentence.utf8.count + 96)
        json.literal("{\"errors\":[{\"detail\":")
        json.string(sentence)
        json.literal(",\"status\":")
        json.integer(status)
        if let parameter {
            json.literal(",\"source\":{\"parameter\":")
            json.string(parameter)
            json.literal("}")
        }
        json.literal("}]}\n")
        var answer = answer
        answer.status = status
        answer.quota?.isPlainRateLimit = true
        answer.body = .bytes(json.bytes)
        return answer
    }

    /// Sentences about a parameter begin with its name in quotation marks.
    private var parameter: String? {
        guard sentence.first == "'", let end = sentence.dropFirst().firstIndex(of: "'") else { return nil }
        return String(sentence[sentence.index(after: sentence.startIndex)..<end])
    }
}
