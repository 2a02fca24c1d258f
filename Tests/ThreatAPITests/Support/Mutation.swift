/// Small damage to bytes: what a careless or hostile client may send instead.
enum Mutation {
    static func apply(to bytes: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 0...6, using: &generator) {
            let place = Int.random(in: 0...bytes.count, using: &generator)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
            case 1: if place < bytes.count { bytes.remove(at: place) }
            case 2: if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &generator) }
            case 3: bytes.removeSubrange(place...)
            default:
                let end = Int.random(in: place...bytes.count, using: &generator)
                bytes.insert(
                    contentsOf: Array(bytes[place..<end]), at: Int.random(in: 0...bytes.count, using: &generator))
            }
        }
        return bytes
    }
}
