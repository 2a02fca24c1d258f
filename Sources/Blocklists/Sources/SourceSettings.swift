package import APIClient

/// What sources are made from: the part of the configuration that is theirs.
package struct SourceSettings: Sendable {
    /// The client of the Sikker server; `nil`: do not ask one.
    package var api: APIClient?
    package var query: BlacklistQuery
    /// How often whole lists are fetched where changes are not told.
    package var pullInterval: Duration
    /// Files that the user keeps.
    package var files: [String]
    /// Lists of others.
    package var lists: ListSourceOptions
    /// What they are fetched with; `nil`: they are not.
    package var fetching: FetchSurroundings?
    /// What the user blocks by hand; `nil`: nothing.
    package var manual: ManualBlocks?

    package init(
        api: APIClient? = nil, query: BlacklistQuery = BlacklistQuery(), pullInterval: Duration = .seconds(86_400),
        files: [String] = [], lists: ListSourceOptions = ListSourceOptions(), fetching: FetchSurroundings? = nil,
        manual: ManualBlocks? = nil
    ) {
        self.api = api
        self.query = query
        self.pullInterval = pullInterval
        self.files = files
        self.lists = lists
        self.fetching = fetching
        self.manual = manual
    }
}
