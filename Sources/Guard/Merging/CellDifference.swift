import Blocklists
import Firewall
import IPNetworks
import Netlink

/// Turns what cells held and hold into items to take out of a firewall's lists and to put into them.
struct CellDifference {
    private var single4 = ItemDifference<UInt32>()
    private var single6 = ItemDifference<UInt128>()
    private var networks4 = ItemDifference<ClosedRange<UInt32>>()
    private var networks6 = ItemDifference<ClosedRange<UInt128>>()
    /// Whether a network would have to grow, shrink or split, which its neighbours decide.
    private var changesBounds = false

    /// - Parameters:
    ///   - before: the blocked addresses of the cell as the kernel has them.
    ///   - after: as it is to have them.
    ///   - neighbours: of the cells on both sides, as it is to have them.
    mutating func add(
        _ cell: AddressCell<UInt32>, _ before: CellMask, _ after: CellMask, neighbours: @autoclosure () -> [CellMask]
    ) {
        Self.add(cell, before, after, neighbours, &single4, &networks4, &changesBounds)
    }

    mutating func add(
        _ cell: AddressCell<UInt128>, _ before: CellMask, _ after: CellMask, neighbours: @autoclosure () -> [CellMask]
    ) {
        Self.add(cell, before, after, neighbours, &single6, &networks6, &changesBounds)
    }

    private static func add<Bits: AddressBits & AddressKey>(
        _ cell: AddressCell<Bits>, _ before: CellMask, _ after: CellMask, _ neighbours: () -> [CellMask],
        _ single: inout ItemDifference<Bits>, _ networks: inout ItemDifference<ClosedRange<Bits>>,
        _ changesBounds: inout Bool
    ) {
        guard before != after else { return }
        // A whole cell is a network of its own only between cells that are not whole.
        if before == .all || after == .all, neighbours().contains(.all) {
            changesBounds = true
            return
        }
        let range = cell.range.first...cell.range.last
        let gone = before == .all ? CellMask.none : before
        let here = after == .all ? CellMask.none : after
        if before == .all { networks.removing.append(range) }
        if after == .all { networks.adding.append(range) }
        single.removing += cell.addresses(in: gone.subtracting(here))
        single.adding += cell.addresses(in: here.subtracting(gone))
    }

    /// - Parameter earlier: all cells that changed, and what they held: a neighbour that was whole before counts too.
    func change(neighboursBefore earlier: CellChanges) -> DesiredChange {
        let wasNextToWhole =
            networks4.isNext(to: earlier.v4) || networks6.isNext(to: earlier.v6)
        guard !changesBounds, !wasNextToWhole else { return .everything }
        var removing = FirewallLists()
        var adding = FirewallLists()
        removing.blocked4 = ExactAddresses(single4.removing)
        removing.blocked6 = ExactAddresses(single6.removing)
        removing.networks4 = AddressIntervals(networks4.removing)
        removing.networks6 = AddressIntervals(networks6.removing)
        adding.blocked4 = ExactAddresses(single4.adding)
        adding.blocked6 = ExactAddresses(single6.adding)
        adding.networks4 = AddressIntervals(networks4.adding)
        adding.networks6 = AddressIntervals(networks6.adding)
        return removing == adding ? .nothing : .items(removing: removing, adding: adding)
    }
}

/// Items of one list to take out and to put in.
private struct ItemDifference<Item> {
    var removing: [Item] = []
    var adding: [Item] = []
}

extension ItemDifference {
    /// Whether a cell that was whole lies beside one that becomes whole or ceases to be.
    fileprivate func isNext<Bits: AddressBits & AddressKey>(to earlier: [AddressCell<Bits>: CellMask]) -> Bool
    where Item == ClosedRange<Bits> {
        (removing + adding).contains { range in
            AddressCell(holding: range.lowerBound).neighbours.contains { earlier[$0] == .all }
        }
    }
}
