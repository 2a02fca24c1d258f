extension RequestError {
    /// `{"message":"…"}`, with `error` for those who know our other paths.
    var crowdSecAnswer: Answer {
        var json = JSONWriter(capacity: 2 * sentence.utf8.count + 32)
        json.literal("{\"message\":")
        json.string(sentence)
        json.literal(",\"error\":")
        json.string(sentence)
        json.literal("}\n")
        var answer = answer
        answer.body = .bytes(json.bytes)
        return answer
    }
}
