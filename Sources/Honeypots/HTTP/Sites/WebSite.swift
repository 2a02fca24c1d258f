/// Which of the looks that exist in large numbers a sensor's web server has.
enum WebSite: Hashable, Sendable, CaseIterable {
    /// A small company's pages with a few PHP programs, on Apache.
    case company
    /// A blog on WordPress, behind nginx.
    case wordPress
    /// The administration of a router, on Boa.
    case device

    static let servers: Set<Self> = [.company, .wordPress]
    static let everywhere = Set(allCases)
}
