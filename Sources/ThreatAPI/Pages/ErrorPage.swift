import WebPages

extension RequestError {
    /// The error as whoever reads pages is told it.
    var page: Answer {
        let page = Page(title: title, summary: title, isForEveryone: false) {
            Tag.h1 { title }
            Tag.p(.class("lead")) { readable }
            Tag.p {
                Tag.a(.href(.path("catalogue"))) { "The catalogue" }
                " · "
                Tag.a(.href(.path("appeal"))) { "Look an address up" }
            }
        }
        var answer = Answer.page(page, status: status)
        answer.retryAfter = retryAfter
        answer.allow = allow
        answer.isSecret = true
        return answer
    }

    /// The sentence as it stands by itself on a page.
    var readable: String {
        let text = sentence.prefix(1).uppercased() + sentence.dropFirst()
        return sentence.hasSuffix(".") ? text : text + "."
    }

    private var title: String {
        switch status {
        case 400: "That cannot be understood"
        case 403: "That is not allowed here"
        case 404: "There is no such page"
        case 409: "That is not possible now"
        case 429: "Too many requests"
        case 503: "Not at the moment"
        case 500...: "Something went wrong here"
        default: "That did not work"
        }
    }
}
