/// An element of HTML: `Tag.p(.class("lead")) { "text" }`.
package struct Tag: Sendable {
    private let name: StaticString

    private init(_ name: StaticString) { self.name = name }

    package func callAsFunction(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
        var html = opening(attributes)
        html.append(content())
        html.append(markup: "</")
        html.append(markup: name)
        html.append(markup: ">")
        return html
    }

    fileprivate func opening(_ attributes: [Attribute]) -> HTML {
        var html = HTML()
        html.append(markup: "<")
        html.append(markup: name)
        for attribute in attributes { attribute.append(to: &html) }
        html.append(markup: ">")
        return html
    }

    package static let a = Tag("a")
    package static let article = Tag("article")
    package static let body = Tag("body")
    package static let button = Tag("button")
    package static let code = Tag("code")
    package static let dd = Tag("dd")
    package static let details = Tag("details")
    package static let div = Tag("div")
    package static let dl = Tag("dl")
    package static let dt = Tag("dt")
    package static let em = Tag("em")
    package static let fieldset = Tag("fieldset")
    package static let figcaption = Tag("figcaption")
    package static let figure = Tag("figure")
    package static let footer = Tag("footer")
    package static let form = Tag("form")
    package static let h1 = Tag("h1")
    package static let h2 = Tag("h2")
    package static let h3 = Tag("h3")
    package static let head = Tag("head")
    package static let header = Tag("header")
    package static let html = Tag("html")
    package static let label = Tag("label")
    package static let legend = Tag("legend")
    package static let li = Tag("li")
    package static let main = Tag("main")
    package static let nav = Tag("nav")
    package static let noscript = Tag("noscript")
    package static let ol = Tag("ol")
    package static let option = Tag("option")
    package static let p = Tag("p")
    package static let pre = Tag("pre")
    package static let section = Tag("section")
    package static let select = Tag("select")
    package static let small = Tag("small")
    package static let span = Tag("span")
    package static let strong = Tag("strong")
    package static let summary = Tag("summary")
    package static let table = Tag("table")
    package static let tbody = Tag("tbody")
    package static let td = Tag("td")
    package static let textarea = Tag("textarea")
    package static let th = Tag("th")
    package static let thead = Tag("thead")
    package static let time = Tag("time")
    package static let title = Tag("title")
    package static let tr = Tag("tr")
    package static let ul = Tag("ul")

    // Elements of drawings.
    static let g = Tag("g")
    static let path = Tag("path")
    static let rect = Tag("rect")
    static let svg = Tag("svg")
    static let text = Tag("text")

    /// A script of ours, which runs when the page is there.
    static func script(_ file: StaticFile) -> HTML {
        Tag("script")(.type("module"), .src(file.target)) {}
    }

    /// A script of ours in the page itself, for a page that is a file on its own.
    static func inlineScript(_ file: StaticFile) -> HTML {
        // Ours, and a literal of the program: nothing in it ends the element.
        Tag("script")(.type("module")) { HTML(file.bytes) }
    }

    /// The stylesheet in the page itself.
    static func inlineStyle(_ file: StaticFile) -> HTML { Tag("style")() { HTML(file.bytes) } }

    /// Data for a script of ours, which a browser does not run.
    package static func json(id: String, _ json: PageJSON) -> HTML {
        Tag("script")(.type("application/json"), .id(id)) { HTML(json.bytes) }
    }

    // Elements that have no content.
    package static func input(_ attributes: Attribute...) -> HTML { Tag("input").opening(attributes) }
    package static func link(_ attributes: Attribute...) -> HTML { Tag("link").opening(attributes) }
    package static func meter(_ attributes: Attribute...) -> HTML {
        Tag("meter").opening(attributes) + HTML(markup: "</meter>")
    }
    package static func meta(_ attributes: Attribute...) -> HTML { Tag("meta").opening(attributes) }
}
