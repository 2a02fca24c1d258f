/// Where /proc shows the processes of a visit, whose numbers the shared tree cannot know.
struct SessionFolders: Hashable, Sendable {
    /// The node of /proc.
    let parent: Int
    /// The node that stands for the login shell, and the one that stands for whatever looks.
    let shell: Int
    let watcher: Int
    /// The number of the login shell in this visit.
    var number = 0

    /// What is in /proc besides.
    func add(to entries: inout DirectoryEntries) {
        entries["\(number)"] = shell
        // Whatever looks is a process started since.
        entries["\(number + 9)"] = watcher
        entries["self"] = watcher
        entries["thread-self"] = watcher
    }
}
