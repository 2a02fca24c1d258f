/// Everything a visitor may find, as data. A new page is one entry in the list of its topic.
enum RouteCatalogue {
    static let all: [Route] = pages + leaks + wordPress + administration + programs + deviceForms
}
