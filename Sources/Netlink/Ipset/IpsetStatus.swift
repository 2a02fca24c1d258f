/// A set as the kernel describes it, without its elements.
package struct IpsetStatus: Equatable, Sendable {
    package let name: String
    /// As the kernel calls it, such as "hash:ip".
    package let type: String
    package let family: UInt8
    package let maximum: UInt32
    package var count: UInt32
    /// How many rules ask it.
    package let references: UInt32
    package let options: UInt32

    init?(_ attributes: NetlinkAttributes) {
        guard let name = attributes.first(IpsetAttribute.setName)?.text,
            let type = attributes.first(IpsetAttribute.typeOrSecondName)?.text,
            let family: UInt8 = attributes.first(IpsetAttribute.family)?.number(),
            let data = attributes.first(IpsetAttribute.data)?.nested
        else { return nil }
        self.name = name
        self.type = type
        self.family = family
        maximum = data.first(IpsetAttribute.Set.maximum)?.number() ?? 0
        count = data.first(IpsetAttribute.Set.elementCount)?.number() ?? 0
        references = data.first(IpsetAttribute.Set.references)?.number() ?? 0
        options = data.first(IpsetAttribute.Set.flags)?.number() ?? 0
    }

    /// Whether it can be used as that set; its size does not matter.
    package func isFit(for set: IpsetSet) -> Bool {
        type == set.type.rawValue && family == set.family.rawValue
            && options & set.options.rawValue == set.options.rawValue
    }
}
