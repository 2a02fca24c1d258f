/// What was waited for on behalf of a request, when its endpoint is asked again.
struct Prepared {
    var lists: [ListKey: PreparedList] = [:]
    var evidence: PartialRecord?
}
