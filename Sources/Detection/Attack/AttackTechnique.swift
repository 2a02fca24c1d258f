/// The techniques of MITRE ATT&CK for Enterprise, version 17, that rules may name.
package enum AttackTechnique {
    /// The tactics that a technique serves; those of a sub-technique are its technique's. Empty when there is no such one.
    ///
    /// - Parameter id: such as `T1059` or `T1059.004`.
    package static func tactics(of id: some StringProtocol) -> AttackTacticSet {
        let parts = id.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        guard id.hasPrefix("T"), let number = parts.first.flatMap({ Int($0) }), let tactics = tactics[number] else {
            return []
        }
        switch parts.count {
        case 1: return tactics
        case 2:
            guard parts[1].utf8.count == 3, let sub = Int(parts[1]), sub >= 1, sub <= subTechniques[number] ?? 0 else {
                return []
            }
            return tactics
        default: return []
        }
    }

    /// The number of each technique, by the tactics under which the matrix shows it.
    private static let tactics: [Int: AttackTacticSet] = {
        let table: [([AttackTactic], [Int])] = [
            ([.reconnaissance], [1589, 1590, 1591, 1592, 1593, 1594, 1595, 1596, 1597, 1598]),
            ([.resourceDevelopment], [1583, 1584, 1585, 1586, 1587, 1588, 1608, 1650]),
            ([.initialAccess], [1189, 1190, 1195, 1199, 1200, 1566, 1669]),
            ([.initialAccess, .persistence], [1133]),
            ([.initialAccess, .persistence, .privilegeEscalation, .defenseEvasion], [1078]),
            ([.initialAccess, .lateralMovement], [1091]),
            ([.initialAccess, .commandAndControl], [1659]),
            ([.execution], [1047, 1059, 1106, 1129, 1203, 1204, 1559, 1569, 1609, 1648, 1651, 1674, 1675]),
            ([.execution, .persistence, .privilegeEscalation], [1053]),
            ([.execution, .defenseEvasion], [1610]),
            ([.execution, .lateralMovement], [1072]),
            ([.persistence], [1136, 1137, 1176, 1505, 1525, 1554, 1653, 1668, 1671]),
            ([.persistence, .privilegeEscalation], [1037, 1098, 1543, 1546, 1547]),
            ([.persistence, .privilegeEscalation, .defenseEvasion], [1574]),
            ([.persistence, .defenseEvasion], [1112, 1197, 1542]),
            ([.persistence, .defenseEvasion, .credentialAccess], [1556]),
            ([.persistence, .defenseEvasion, .commandAndControl], [1205]),
            ([.privilegeEscalation], [1068, 1611]),
            ([.privilegeEscalation, .defenseEvasion], [1055, 1134, 1484, 1548]),
            (
                [.defenseEvasion],
                [
                    1006, 1014, 1027, 1036, 1070, 1127, 1140, 1202, 1207, 1211, 1216, 1218, 1220, 1221, 1222, 1480,
                    1535, 1553, 1562, 1564, 1578, 1599, 1600, 1601, 1612, 1620, 1647, 1656, 1666, 1672,
                ]
            ),
            ([.defenseEvasion, .discovery], [1497, 1622]),
            ([.defenseEvasion, .lateralMovement], [1550]),
            ([.credentialAccess], [1003, 1110, 1111, 1187, 1212, 1528, 1539, 1552, 1555, 1558, 1606, 1621, 1649]),
            ([.credentialAccess, .discovery], [1040]),
            ([.credentialAccess, .collection], [1056, 1557]),
            (
                [.discovery],
                [
                    1007, 1010, 1012, 1016, 1018, 1033, 1046, 1049, 1057, 1069, 1082, 1083, 1087, 1120, 1124, 1135,
                    1201, 1217, 1482, 1518, 1526, 1538, 1580, 1613, 1614, 1615, 1619, 1652, 1654, 1673,
                ]
            ),
            ([.lateralMovement], [1021, 1080, 1210, 1534, 1563, 1570]),
            (
                [.collection],
                [1005, 1025, 1039, 1074, 1113, 1114, 1115, 1119, 1123, 1125, 1185, 1213, 1530, 1560, 1602]
            ),
            (
                [.commandAndControl],
                [1001, 1008, 1071, 1090, 1092, 1095, 1102, 1104, 1105, 1132, 1219, 1568, 1571, 1572, 1573, 1665]
            ),
            ([.exfiltration], [1011, 1020, 1029, 1030, 1041, 1048, 1052, 1537, 1567]),
            ([.impact], [1485, 1486, 1489, 1490, 1491, 1495, 1496, 1498, 1499, 1529, 1531, 1561, 1565, 1657, 1667]),
        ]
        var tactics: [Int: AttackTacticSet] = [:]
        for (members, numbers) in table { for number in numbers { tactics[number] = AttackTacticSet(members) } }
        return tactics
    }()

    /// The number of each technique that has sub-techniques, by the highest number of one. The few numbers that were
    /// given up on the way there are accepted.
    private static let subTechniques: [Int: Int] = {
        let table: [(Int, [Int])] = [
            (1, [1011, 1020, 1052, 1485, 1518, 1599, 1614]),
            (
                2,
                [
                    1016, 1074, 1132, 1176, 1205, 1216, 1222, 1480, 1484, 1491, 1498, 1561, 1563, 1573, 1597, 1600,
                    1601, 1602, 1606,
                ]
            ),
            (
                3,
                [
                    1001, 1048, 1069, 1102, 1114, 1127, 1136, 1195, 1219, 1497, 1559, 1560, 1565, 1568, 1569, 1585,
                    1586, 1589, 1593, 1595,
                ]
            ),
            (4, [1056, 1078, 1087, 1090, 1110, 1204, 1496, 1499, 1550, 1557, 1566, 1567, 1587, 1591, 1592, 1598]),
            (5, [1037, 1071, 1134, 1542, 1543, 1558, 1578, 1596]),
            (6, [1137, 1213, 1505, 1548, 1553, 1555, 1590, 1608]),
            (7, [1053, 1098, 1588]),
            (8, [1003, 1021, 1552, 1583, 1584]),
            (9, [1556]),
            (10, [1070]),
            (12, [1036, 1562]),
            (13, [1059]),
            (14, [1564, 1574]),
            (15, [1055, 1218, 1547]),
            (17, [1027, 1546]),
        ]
        var highest: [Int: Int] = [:]
        for (count, numbers) in table { for number in numbers { highest[number] = count } }
        return highest
    }()
}
