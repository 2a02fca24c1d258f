/// What all pages of a program have in common.
package struct Site: Sendable {
    /// Of the program, in the header and in every title.
    package let name: String
    package let sections: [Section]
    /// In the header of every page, behind the sections.
    package let tools: HTML
    /// Below every page.
    package let footer: HTML
    package let stylesheet: StaticFile
    /// What every page runs, as a module; `nil`: nothing.
    package let script: StaticFile?

    package struct Section: Sendable {
        package let title: String
        package let target: LinkTarget

        package init(title: String, target: LinkTarget) {
            self.title = title
            self.target = target
        }
    }

    package init(
        name: String, sections: [Section], tools: HTML = HTML(), footer: HTML,
        stylesheet: StaticFile = .stylesheet, script: StaticFile? = nil
    ) {
        self.name = name
        self.sections = sections
        self.tools = tools
        self.footer = footer
        self.stylesheet = stylesheet
        self.script = script
    }

    /// The same, with something more in the header, before the tools of all pages.
    package func showing(_ tool: HTML) -> Site {
        Site(
            name: name, sections: sections, tools: tool + tools, footer: footer, stylesheet: stylesheet, script: script)
    }
}
