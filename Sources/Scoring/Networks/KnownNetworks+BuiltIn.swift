extension KnownNetworks {
    private static let folder = "networks/"

    /// The lists that came with this program.
    package static func builtInLists() throws(KnownNetworkError) -> [KnownNetworkList] {
        var lists: [KnownNetworkList] = []
        for file in EmbeddedResources.files where file.name.hasPrefix(folder) {
            lists.append(try KnownNetworkList(text: file.text.description, file: file.name))
        }
        return lists
    }
}
