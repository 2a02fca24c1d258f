/// Where /proc shows the processes of a visit, whose numbers the shared tree cannot know.
struct SessionFolders: Hashable, Sendable {
    /// The node of /proc.
    let parent: Int
    /// The node that stands for the login shell, and the one that stands for whatever looks.
    let shell: Int
    let watcher: Int
    /// The links in it to the program that looks and to where it is.
    let executable: Int
    let directory: Int
    /// The number of the login shell in this visit.
    var number = 0
    /// The program that was started last, its words, and where it is.
    var program: ByteString = "/usr/bin/bash"
    var command: ByteString = "cat"
    var place: ByteString = "/"

    /// What a link says that is not the same for all.
    func target(of id: Int) -> ByteString? { id == executable ? program : id == directory ? place : nil }

    /// What has that name in /proc besides.
    func entry(_ name: ByteString) -> Int? {
        if name == "self" || name == "thread-self" { return watcher }
        guard name.first?.isDigit == true else { return nil }
        return name == "\(number)" ? shell : name == "\(number + 9)" ? watcher : nil
    }

    /// What is in /proc besides.
    func add(to entries: inout DirectoryEntries) {
        entries["\(number)"] = shell
        // Whatever looks is a process started since.
        entries["\(number + 9)"] = watcher
        entries["self"] = watcher
        entries["thread-self"] = watcher
    }
}
