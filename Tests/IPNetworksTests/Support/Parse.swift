import IPNetworks

/// The outcome of reading a list.
struct ReadList: Equatable {
    var addresses: IPAddressSet
    var tally: ListTally
}

/// Reads a list that arrives in pieces which end at `splits`.
func parse(
    _ bytes: [UInt8], splits: [Int] = [], rules: ListRules = ListRules(), lastLine: ListParser.LastLine = .take
) -> ReadList {
    var parser = ListParser(rules: rules)
    var start = 0
    for end in splits + [bytes.count] where end >= start {
        parser.consume(bytes[start..<end].span)
        start = end
    }
    let (addresses, tally) = parser.finish(lastLine: lastLine)
    return ReadList(addresses: addresses, tally: tally)
}
