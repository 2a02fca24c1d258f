/// The regions of the IPv4 space, 2¹⁶ addresses each, that a list of networks reaches into.
///
/// Looking an address up in a tree of networks takes ten to fifteen steps through memory, half a microsecond and more, and
/// every packet from an unlisted address would pay that. A set of regions in a hash table is asked first, for a tenth of
/// it: few packets come from a region with a listed network. There are so few regions that their set never runs full, and
/// one too many in it does no harm, so that they are only ever added while a tree lives.
enum NftablesRegions {
    /// As many as there are.
    static let capacity: UInt32 = 1 << 16
    /// The bits of an address that its region has.
    static let mask: [UInt8] = [0xff, 0xff, 0, 0]

    private static let size: UInt32 = 1 << 16

    /// The first addresses of the regions, in order, each once.
    ///
    /// - Parameter ranges: in order.
    static func of(_ ranges: [ClosedRange<UInt32>]) -> [UInt32] {
        var regions: [UInt32] = []
        for range in ranges {
            var region = range.lowerBound & ~(size - 1)
            let last = range.upperBound & ~(size - 1)
            if region == regions.last {
                if region == last { continue }
                region += size
            }
            while region < last {
                regions.append(region)
                region += size
            }
            regions.append(last)
        }
        return regions
    }
}
