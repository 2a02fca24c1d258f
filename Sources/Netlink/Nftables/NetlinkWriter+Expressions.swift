import CNetfilter

extension NetlinkWriter {
    /// One element of `NFTA_RULE_EXPRESSIONS`: the name of the expression and its attributes, in the order of their
    /// numbers in linux/netfilter/nf_tables.h.
    mutating func expression(_ expression: NftablesExpression) {
        switch expression {
        case .load(let fact, let register):
            named("meta") {
                $0.number(NFTA_META_DREG, register.number)
                $0.number(NFTA_META_KEY, fact.key.rawValue)
            }
        case .loadPayload(let header, let offset, let length, let register):
            named("payload") {
                $0.number(NFTA_PAYLOAD_DREG, register.number)
                $0.number(NFTA_PAYLOAD_BASE, header.base.rawValue)
                $0.number(NFTA_PAYLOAD_OFFSET, offset)
                $0.number(NFTA_PAYLOAD_LEN, length)
            }
        case .loadDirection(let register):
            named("ct") {
                $0.number(NFTA_CT_DREG, register.number)
                $0.number(NFTA_CT_KEY, NFT_CT_DIRECTION.rawValue)
            }
        case .loadState(let register):
            named("ct") {
                $0.number(NFTA_CT_DREG, register.number)
                $0.number(NFTA_CT_KEY, NFT_CT_STATE.rawValue)
            }
        case .set(let register, let bytes):
            named("immediate") {
                $0.number(NFTA_IMMEDIATE_DREG, register.number)
                $0.nested(NFTA_IMMEDIATE_DATA) { $0.data(NFTA_DATA_VALUE, bytes) }
            }
        case .mask(let register, let mask):
            named("bitwise") {
                $0.number(NFTA_BITWISE_SREG, register.number)
                $0.number(NFTA_BITWISE_DREG, register.number)
                $0.number(NFTA_BITWISE_LEN, UInt32(mask.count))
                $0.nested(NFTA_BITWISE_MASK) { $0.data(NFTA_DATA_VALUE, mask) }
                $0.nested(NFTA_BITWISE_XOR) { $0.data(NFTA_DATA_VALUE, mask.map { _ in 0 }) }
            }
        case .compare(let register, let comparison, let bytes):
            named("cmp") {
                $0.number(NFTA_CMP_SREG, register.number)
                $0.number(NFTA_CMP_OP, comparison.operation.rawValue)
                $0.nested(NFTA_CMP_DATA) { $0.data(NFTA_DATA_VALUE, bytes) }
            }
        case .lookUp(let register, let set):
            named("lookup") {
                $0.text(NFTA_LOOKUP_SET, set)
                $0.number(NFTA_LOOKUP_SREG, register.number)
            }
        case .limit(let perSecond, let burst):
            named("limit") {
                $0.number(NFTA_LIMIT_RATE, UInt64(perSecond))
                $0.number(NFTA_LIMIT_UNIT, UInt64(1))  // seconds
                $0.number(NFTA_LIMIT_BURST, burst)
                $0.number(NFTA_LIMIT_TYPE, NFT_LIMIT_PKTS.rawValue)
            }
        case .log(let group, let prefix, let snapLength, let queueThreshold):
            named("log") {
                $0.number(NFTA_LOG_GROUP, group)
                $0.text(NFTA_LOG_PREFIX, prefix)
                $0.number(NFTA_LOG_SNAPLEN, snapLength)
                $0.number(NFTA_LOG_QTHRESHOLD, queueThreshold)
            }
        case .count(let name):
            named("objref") {
                $0.number(NFTA_OBJREF_IMM_TYPE, UInt32(NFT_OBJECT_COUNTER))
                $0.text(NFTA_OBJREF_IMM_NAME, name)
            }
        case .tally(let register, let set, let timeout):
            named("dynset") {
                $0.text(NFTA_DYNSET_SET_NAME, set)
                $0.number(NFTA_DYNSET_OP, NFT_DYNSET_OP_UPDATE.rawValue)
                $0.number(NFTA_DYNSET_SREG_KEY, register.number)
                $0.number(NFTA_DYNSET_TIMEOUT, timeout.wholeMilliseconds)
                $0.nested(NFTA_DYNSET_EXPR) {
                    $0.text(NFTA_EXPR_NAME, "counter")
                    $0.nested(NFTA_EXPR_DATA) { _ in }
                }
            }
        case .verdict(let verdict):
            named("immediate") {
                $0.number(NFTA_IMMEDIATE_DREG, NFT_REG_VERDICT.rawValue)
                $0.nested(NFTA_IMMEDIATE_DATA) {
                    $0.nested(NFTA_DATA_VERDICT) {
                        $0.number(NFTA_VERDICT_CODE, verdict.code)
                        if let chain = verdict.chain { $0.text(NFTA_VERDICT_CHAIN, chain) }
                    }
                }
            }
        }
    }

    private mutating func named(_ name: String, body: (inout Self) -> Void) {
        nested(NFTA_LIST_ELEM) {
            $0.text(NFTA_EXPR_NAME, name)
            $0.nested(NFTA_EXPR_DATA, body: body)
        }
    }
}

extension NftablesExpression.Fact {
    fileprivate var key: nft_meta_keys {
        switch self {
        case .family: NFT_META_NFPROTO
        case .transport: NFT_META_L4PROTO
        }
    }
}

extension NftablesExpression.Header {
    fileprivate var base: nft_payload_bases {
        switch self {
        case .network: NFT_PAYLOAD_NETWORK_HEADER
        case .transport: NFT_PAYLOAD_TRANSPORT_HEADER
        }
    }
}

extension NftablesExpression.Comparison {
    fileprivate var operation: nft_cmp_ops {
        switch self {
        case .equal: NFT_CMP_EQ
        case .notEqual: NFT_CMP_NEQ
        case .atLeast: NFT_CMP_GTE
        case .atMost: NFT_CMP_LTE
        }
    }
}

extension Duration {
    /// Times of nf_tables are counted in milliseconds.
    var wholeMilliseconds: UInt64 {
        let (seconds, attoseconds) = components
        return seconds < 0 ? 0 : UInt64(seconds) &* 1000 &+ UInt64(attoseconds / 1_000_000_000_000_000)
    }
}
