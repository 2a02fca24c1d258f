/// All kinds of files, in the order in which they are tried.
enum PlaceSourceRegistry {
    static let all: [any PlaceSource.Type] = [
        MaxMindSource.self,
        RangeTextSource.self,
        AddressListSource.self,
    ]

    static func source(for role: PlaceFile.Role, _ contents: UnsafeRawBufferPointer) -> (any PlaceSource.Type)? {
        all.first { $0.roles.contains(role) && $0.recognises(contents) }
    }
}
