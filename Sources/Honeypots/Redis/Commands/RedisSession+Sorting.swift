/// SORT: elements by number or by text, by themselves or by other keys, with what other keys say of them.
extension RedisSession {
    private struct SortOptions {
        var isDescending = false
        var isByText = false
        var limit: (offset: Int64, count: Int64)?
        /// Key pattern of the weights; one without `*` means: in the order they are in.
        var weights: [UInt8]?
        var gets: [[UInt8]] = []
        var destination: [UInt8]?
    }

    /// GET patterns one call may have.
    private static let mostGets = 32

    mutating func sort(_ arguments: [[UInt8]]) throws(RedisFault) {
        let options = try sortOptions(arguments)
        var elements: [[UInt8]]
        switch value(arguments[1]) {
        case .list(let list)?: elements = list.elements
        case .set(let set)?: elements = set.listed
        case .sortedSet(let set)?: elements = set.elements.map(\.member)
        case .string?, .hash?: throw .wrongType
        case nil: elements = []
        }
        if options.weights.map({ $0.contains(UInt8(ascii: "*")) }) ?? true {
            elements = try sorted(elements, options)
        }
        if let limit = options.limit {
            let count = limit.count < 0 ? Int.max : Int(clamping: limit.count)
            elements = Array(elements.dropFirst(Int(clamping: max(0, limit.offset))).prefix(count))
        }
        var results: [[UInt8]?] = []
        for element in elements {
            if options.gets.isEmpty { results.append(element) }
            for pattern in options.gets { results.append(lookUp(pattern, for: element)) }
        }
        guard let destination = options.destination else {
            reply.array(results.count)
            for result in results { reply.bulk(orNull: result) }
            return
        }
        try demandRoom(for: results.reduce(0) { $0 + ($1?.count ?? 0) + RedisValue.elementOverhead })
        delete(destination)
        if !results.isEmpty {
            try mutate(destination, as: RedisList.self) { list in
                for result in results { list.push(result ?? [], at: .right) }
            }
            noteChange(of: destination)
        }
        reply.integer(results.count)
    }

    private func sortOptions(_ arguments: [[UInt8]]) throws(RedisFault) -> SortOptions {
        var options = SortOptions()
        var index = 2
        while index < arguments.count {
            let more = arguments.count - 1 - index
            switch String(decoding: RedisText.lowercased(arguments[index].prefix(8)), as: UTF8.self) {
            case "asc": options.isDescending = false
            case "desc": options.isDescending = true
            case "alpha": options.isByText = true
            case "limit" where more >= 2:
                guard let offset = RedisNumber.integer(arguments[index + 1]),
                    let count = RedisNumber.integer(arguments[index + 2])
                else { throw .notInteger }
                options.limit = (offset, count)
                index += 2
            case "by" where more >= 1:
                options.weights = arguments[index + 1]
                index += 1
            case "get" where more >= 1 && options.gets.count < Self.mostGets:
                options.gets.append(arguments[index + 1])
                index += 1
            case "store" where more >= 1:
                options.destination = arguments[index + 1]
                index += 1
            default: throw .syntax
            }
            index += 1
        }
        return options
    }

    private mutating func sorted(_ elements: [[UInt8]], _ options: SortOptions) throws(RedisFault) -> [[UInt8]] {
        var keyed: [(element: [UInt8], text: [UInt8], number: Double)] = []
        for element in elements {
            let text = options.weights.map { lookUp($0, for: element) ?? [] } ?? element
            var number = 0.0
            if !options.isByText {
                guard let parsed = RedisNumber.looseDouble(text) else {
                    throw RedisFault("ERR One or more scores can't be converted into double")
                }
                number = parsed
            }
            keyed.append((element, text, number))
        }
        let isByText = options.isByText
        let inOrder = keyed.sorted { a, b in
            if !isByText, a.number != b.number { return a.number < b.number }
            if isByText, a.text != b.text { return a.text.lexicographicallyPrecedes(b.text) }
            return a.element.lexicographicallyPrecedes(b.element)
        }.map(\.element)
        return options.isDescending ? inOrder.reversed() : inOrder
    }

    /// What a pattern says of an element: `#` the element, `user_*` another key, `user_*->name` a field of a hash.
    private mutating func lookUp(_ pattern: [UInt8], for element: [UInt8]) -> [UInt8]? {
        if pattern == [UInt8(ascii: "#")] { return element }
        guard let star = pattern.firstIndex(of: UInt8(ascii: "*")) else { return nil }
        var key = Array(pattern[..<star]) + element
        let behind = pattern[(star + 1)...]
        if let arrow = behind.indices.dropLast(2).first(where: { behind[$0...].starts(with: Array("->".utf8)) }) {
            key += behind[..<arrow]
            guard case .hash(let hash)? = value(key) else { return nil }
            return hash[Array(behind[(arrow + 2)...])]
        }
        guard case .string(let string)? = value(key + behind) else { return nil }
        return string
    }
}
