/// The `Accept` field (RFC 9110 §12.5.1), as far as it tells programs from people.
enum AcceptField {
    /// Whether JSON is asked for, and a page less or not at all. Whoever takes anything gets the page.
    static func prefersJSON(_ field: String?) -> Bool {
        guard let field else { return false }
        var (json, page) = (0, 0)
        for range in field.lowercased().split(separator: ",") {
            let parts = range.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
            let weight = parts.dropFirst().lazy.compactMap(weight).first ?? 1000
            switch parts.first {
            case "application/json": json = max(json, weight)
            case "text/html", "application/xhtml+xml": page = max(page, weight)
            default: break
            }
        }
        return json > page
    }

    /// `q=0.5` in thousandths.
    private static func weight(_ parameter: String) -> Int? {
        guard parameter.hasPrefix("q="), let value = Double(parameter.dropFirst(2)), (0...1).contains(value) else {
            return nil
        }
        return Int(value * 1000)
    }
}
