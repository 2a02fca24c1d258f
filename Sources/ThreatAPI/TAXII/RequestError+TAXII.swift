extension RequestError {
    static let notAcceptable = Self(
        status: 406,
        sentence: "'Accept' must allow application/taxii+json;version=2.1, application/json or */*")

    /// An error message (TAXII 2.1 §3.6.1), with `error` for those who know our other paths.
    var taxiiAnswer: Answer {
        var json = JSONWriter(capacity: sentence.utf8.count * 2 + 128)
        json.literal("{\"title\":")
        json.string(title)
        json.literal(",\"description\":")
        json.string(sentence)
        json.literal(",\"http_status\":\"")
        json.integer(status)
        json.literal("\",\"error\":")
        json.string(sentence)
        json.literal("}\n")
        var answer = answer
        answer.contentType = .taxii
        answer.body = .bytes(json.bytes)
        return answer
    }

    private var title: String {
        switch status {
        case 400: "The request cannot be understood"
        case 401: "A key is needed"
        case 403: "The key does not open this"
        case 404: "Not found"
        case 405: "The method is not supported"
        case 406: "The media type is not supported"
        case 429: "The quota is used up"
        case 503: "Not available at the moment"
        default: "The request failed"
        }
    }
}
