/// What an endpoint says to a request: an answer, or what must be waited for before it can say more. Only the router waits;
/// the fast path passes such a request on to it.
enum Outcome {
    case answer(Answer)
    /// A lease of so many units; 0 for the figures alone.
    case needsQuota(QuotaKey, units: Int, limit: Int?)
    case needsList(ListKey)
}
