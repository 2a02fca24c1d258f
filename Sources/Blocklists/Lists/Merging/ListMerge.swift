import IPNetworks

/// Merges list files into one list: their union without the exceptions, as the fewest CIDR networks, sorted.
///
/// The files are read and the result is written in pieces; in between, an IPv4 entry costs 8 bytes for its own list and
/// 16 for the union that knows its lists.
package struct ListMerge: Sendable {
    /// The files to merge, at most ``ListMask/capacity``; the file at index *n* is list *n*.
    package var inputs: [String]
    /// Files with addresses that must not be in the result, read as ``ListPolicy/allowlist``.
    package var exceptions: [String]
    /// Whether every line of the result names in a comment the files it comes from. A network is then split where they
    /// change.
    package var showsSources: Bool
    /// What is accepted as a list to merge.
    package var policy: ListPolicy

    package init(
        inputs: [String], exceptions: [String] = [], showsSources: Bool = false, policy: ListPolicy = .localFile
    ) {
        self.inputs = inputs
        self.exceptions = exceptions
        self.showsSources = showsSources
        self.policy = policy
    }

    /// Reads, merges, and writes the result to `descriptor`. Nothing is written unless every file was accepted. Blocks
    /// the thread.
    package func run(writingTo descriptor: Int32) throws(BlocklistError) -> ListMergeReport {
        guard inputs.count <= ListMask.capacity else {
            throw .tooManyLists(inputs.count, limit: ListMask.capacity)
        }
        let lists = try read(inputs, policy)
        let exempt = try read(exceptions, .allowlist)
        let union = IPAttributedSet(merging: lists.map(\.addresses))
            .subtracting(exempt.reduce(IPAddressSet()) { $0.union($1.addresses) })
        var output = ListOutput(descriptor: descriptor)
        if showsSources {
            let names = SourceNames(inputs)
            try output.write(union.v4, names)
            try output.write(union.v6, names)
        } else {
            try output.write(union.v4)
            try output.write(union.v6)
        }
        try output.flush()
        return ListMergeReport(
            lists: lists.map(\.report), exceptions: exempt.map(\.report), union: union, linesWritten: output.lines)
    }

    private func read(_ files: [String], _ policy: ListPolicy) throws(BlocklistError) -> [AcceptedList] {
        var buffer = [UInt8](repeating: 0, count: InputFile.pieceSize)
        var lists: [AcceptedList] = []
        for file in files { lists.append(try AcceptedList(file: file, policy: policy, buffer: &buffer)) }
        return lists
    }
}
