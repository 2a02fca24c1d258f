/// The pages of the site.
extension CompanySite {
    /// A page in the site's own frame.
    func page(_ title: String, _ content: String, at origin: String) -> String {
        let address = HTTPText.escaped(origin.utf8)
        let links = pages.map { "<li class=\"menu-item\"><a href=\"\(address)/\($0.slug)/\">\($0.title)</a></li>" }
            .joined(separator: "\n")
        let styles = plugins.filter { $0 == "contact-form-7" || $0 == "elementor" }.map {
            "<link rel='stylesheet' href='\(address)/wp-content/plugins/\($0)/style.css' media='all' />\n"
        }.joined()
        return """
            <!DOCTYPE html>
            <html lang="en-US">
            <head>
            <meta charset="UTF-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title)</title>
            <link rel="https://api.w.org/" href="\(address)/wp-json/" />
            <link rel="pingback" href="\(address)/xmlrpc.php">
            <link rel='stylesheet' href='\(address)/wp-content/themes/\(theme)/style.css?ver=\(wordPressVersion)' media='all' />
            \(styles)<meta name="generator" content="WordPress \(wordPressVersion)" />
            </head>
            <body class="\(markup)">
            <header class="\(markup)-head"><a href="\(address)/" rel="home">\(HTTPText.escaped(name.utf8))</a>
            <p>\(claim)</p>
            <ul>
            \(links)
            </ul></header>
            <main class="\(markup)-main">
            \(content)
            </main>
            <footer class="\(markup)-foot">&copy; \(HTTPText.escaped(name.utf8))</footer>
            </body>
            </html>

            """
    }

    func frontPage(at origin: String) -> String {
        let list = posts.map { article($0, at: origin) }.joined(separator: "\n")
        return page("\(HTTPText.escaped(name.utf8)) &#8211; \(trade)", list, at: origin)
    }

    func page(of post: Post, at origin: String) -> String {
        page("\(post.title) &#8211; \(HTTPText.escaped(name.utf8))", article(post, at: origin), at: origin)
    }

    private func article(_ post: Post, at origin: String) -> String {
        let address = HTTPText.escaped(origin.utf8)
        return """
            <article id="post-\(post.number)" class="post-\(post.number)">
            <h2><a href="\(address)/\(post.slug)/">\(post.title)</a></h2>
            <p>\(post.text)</p>
            </article>
            """
    }
}
