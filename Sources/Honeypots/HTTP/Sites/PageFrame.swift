/// The markup around a site's texts: its element, class names and habits are the persona's own.
struct PageFrame: Sendable {
    private let title: String
    private let tag: String
    private let prefix: String
    private let linksFirst: Bool
    private let indent: String
    private let language: String

    init(title: String, tag: String, prefix: String, links linksFirst: Bool, _ generator: inout SeededGenerator) {
        self.title = title
        self.tag = tag
        self.prefix = prefix
        self.linksFirst = linksFirst
        indent = generator.pick("", "  ", "    ", "\t")
        language = generator.pick("en", "en-GB", "en-US")
    }

    private static let pages = [
        ("index", "/", "Home"), ("about", "/about.html", "About"), ("contact", "/contact.html", "Contact"),
    ]

    func page(_ name: String, _ heading: String, _ paragraphs: [String]) -> [UInt8] {
        let links = Self.pages.map { page in
            page.0 == name ? "<b>\(page.2)</b>" : "<a href=\"\(page.1)\">\(page.2)</a>"
        }
        let navigation = "<nav class=\"\(prefix)-nav\">\(links.joined(separator: " "))</nav>"
        var lines = [
            "<!DOCTYPE html>", "<html lang=\"\(language)\">", "<head>", "\(indent)<meta charset=\"utf-8\">",
            "\(indent)<title>\(name == "index" ? title : heading + " | " + title)</title>",
            "\(indent)<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
            "\(indent)<link rel=\"stylesheet\" href=\"/css/style.css\">", "</head>", "<body>",
        ]
        if linksFirst { lines.append(indent + navigation) }
        lines.append("\(indent)<\(tag) class=\"\(prefix)\">")
        lines.append("\(indent)\(indent)<h1>\(heading)</h1>")
        lines += paragraphs.map { "\(indent)\(indent)<p>\($0)</p>" }
        lines.append("\(indent)</\(tag)>")
        if !linksFirst { lines.append(indent + navigation) }
        lines += ["</body>", "</html>", ""]
        return Array(lines.joined(separator: "\n").utf8)
    }

    func style(_ generator: inout SeededGenerator) -> [UInt8] {
        let font = generator.pick(
            "sans-serif", "Georgia, serif", "Verdana, sans-serif", "\"Segoe UI\", Arial, sans-serif")
        return Array(
            """
            body { font-family: \(font); margin: 0 auto; max-width: \(generator.number(in: 36...64))em; \
            color: #\(generator.hexadecimal(digits: 3)); }
            .\(prefix) { padding: \(generator.number(in: 1...4))em; }
            .\(prefix)-nav a { color: #\(generator.hexadecimal(digits: 6)); }

            """.utf8)
    }
}
