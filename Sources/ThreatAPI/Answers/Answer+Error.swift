extension RequestError {
    /// `{"error":"…"}`
    var answer: Answer {
        var json = JSONWriter(capacity: sentence.utf8.count + 16)
        json.literal("{\"error\":")
        json.string(sentence)
        json.literal("}\n")
        var answer = Answer.json(json.bytes, status: status, quota: quota)
        answer.retryAfter = retryAfter
        answer.allow = allow
        return answer
    }
}
