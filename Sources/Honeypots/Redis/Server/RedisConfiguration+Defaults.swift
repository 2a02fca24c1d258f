extension RedisConfiguration {
    /// Every parameter of the real server: in which releases it exists, what it takes, its name, what it is by default.
    ///
    /// `fixed` can only be set in the configuration file; `integer` and `memory` carry their bounds, `enum` its words.
    /// The order is that of CONFIG GET in 6.x (7.0 answers in no particular order).
    static let defaults = """
        6.0-    fixed rdbchecksum yes
        6.0-    fixed daemonize no
        6.0-    fixed io-threads-do-reads no
        6.0-6.2 bool lua-replicate-commands yes
        6.0-    fixed always-show-logo no
        6.0-    bool protected-mode yes
        6.0-    bool rdbcompression yes
        6.0-    bool rdb-del-sync-files no
        6.0-    bool activerehashing yes
        6.0-    bool stop-writes-on-bgsave-error yes
        6.0-    bool dynamic-hz yes
        6.0-    bool lazyfree-lazy-eviction no
        6.0-    bool lazyfree-lazy-expire no
        6.0-    bool lazyfree-lazy-server-del no
        6.0-    bool lazyfree-lazy-user-del no
        6.0-    bool repl-disable-tcp-nodelay no
        6.0-6.2 bool repl-diskless-sync no
        7.0-    bool repl-diskless-sync yes
        6.0-6.2 bool gopher-enabled no
        6.0-    bool aof-rewrite-incremental-fsync yes
        6.0-    bool no-appendfsync-on-rewrite no
        6.0-    bool cluster-require-full-coverage yes
        6.0-    bool rdb-save-incremental-fsync yes
        6.0-    bool aof-load-truncated yes
        6.0-    bool aof-use-rdb-preamble yes
        6.0-    bool cluster-replica-no-failover no
        6.0-    bool cluster-slave-no-failover no
        6.0-    bool replica-lazy-flush no
        6.0-    bool slave-lazy-flush no
        6.0-    bool replica-serve-stale-data yes
        6.0-    bool slave-serve-stale-data yes
        6.0-    bool replica-read-only yes
        6.0-    bool slave-read-only yes
        6.0-    bool replica-ignore-maxmemory yes
        6.0-    bool slave-ignore-maxmemory yes
        6.0-    bool jemalloc-bg-thread yes
        6.0-    bool activedefrag no
        6.0-    fixed syslog-enabled no
        6.0-    fixed cluster-enabled no
        6.0-    bool appendonly no
        6.0-    bool cluster-allow-reads-when-down no
        6.0-    fixed aclfile
        6.0-    fixed unixsocket
        6.0-    fixed pidfile
        6.0-    text replica-announce-ip
        6.0-    text slave-announce-ip
        6.0-    text masteruser
        6.0-    text masterauth
        6.0-    text cluster-announce-ip
        6.0-    fixed syslog-ident redis
        6.0-    file dbfilename dump.rdb
        6.0-    fixed appendfilename appendonly.aof
        6.0-    fixed server_cpulist
        6.0-    fixed bio_cpulist
        6.0-    fixed aof_rewrite_cpulist
        6.0-    fixed bgsave_cpulist
        6.0     text ignore-warnings ARM64-COW-BUG
        6.2-    text ignore-warnings
        6.0-    fixed supervised no
        6.0-    fixed syslog-facility local0
        6.0-    enum:disabled|on-empty-db|swapdb repl-diskless-load disabled
        6.0-    enum:debug|verbose|notice|warning loglevel notice
        6.0-    enum:volatile-lru|volatile-lfu|volatile-random|volatile-ttl|allkeys-lru|allkeys-lfu|allkeys-random|noeviction maxmemory-policy noeviction
        6.0-    enum:everysec|always|no appendfsync everysec
        6.0-    enum:no|yes|relative|absolute oom-score-adj no
        6.0-    fixed databases 16
        6.0     fixed port 6379
        6.2-    integer:0:65535 port 6379
        6.0-    fixed io-threads 1
        6.0-    integer:0:2147483647 auto-aof-rewrite-percentage 100
        6.0-    integer:0:2147483647 cluster-replica-validity-factor 10
        6.0-    integer:0:2147483647 cluster-slave-validity-factor 10
        6.0-    integer:-2147483648:2147483647 list-max-ziplist-size -2
        6.0-    integer:0:2147483647 tcp-keepalive 300
        6.0-    integer:0:2147483647 cluster-migration-barrier 1
        6.0-    integer:1:99 active-defrag-cycle-min 1
        6.0-    integer:1:99 active-defrag-cycle-max 25
        6.0-    integer:0:1000 active-defrag-threshold-lower 10
        6.0-    integer:0:1000 active-defrag-threshold-upper 100
        6.0-    integer:0:2147483647 lfu-log-factor 10
        6.0-    integer:0:2147483647 lfu-decay-time 1
        6.0-    integer:0:2147483647 replica-priority 100
        6.0-    integer:0:2147483647 slave-priority 100
        6.0-    integer:0:2147483647 repl-diskless-sync-delay 5
        6.0-    integer:1:2147483647 maxmemory-samples 5
        6.0-    integer:0:2147483647 timeout 0
        6.0-    integer:0:65535 replica-announce-port 0
        6.0-    integer:0:65535 slave-announce-port 0
        6.0-    fixed tcp-backlog 511
        6.0-    integer:0:65535 cluster-announce-bus-port 0
        6.0-    integer:0:65535 cluster-announce-port 0
        6.0-    integer:1:2147483647 repl-timeout 60
        6.0-    integer:1:2147483647 repl-ping-replica-period 10
        6.0-    integer:1:2147483647 repl-ping-slave-period 10
        6.0-    integer:0:2147483647 list-compress-depth 0
        6.0     integer:0:2147483647 rdb-key-save-delay 0
        6.2     integer:-2147483648:2147483647 rdb-key-save-delay 0
        6.0     integer:0:2147483647 key-load-delay 0
        6.2     integer:-2147483648:2147483647 key-load-delay 0
        6.0-    integer:1:10 active-expire-effort 1
        6.0-    integer:0:2147483647 hz 10
        6.0-    integer:0:2147483647 min-replicas-to-write 0
        6.0-    integer:0:2147483647 min-slaves-to-write 0
        6.0-    integer:0:2147483647 min-replicas-max-lag 10
        6.0-    integer:0:2147483647 min-slaves-max-lag 10
        6.0-    integer:1:4294967295 maxclients 10000
        6.0-    integer:1: active-defrag-max-scan-fields 1000
        6.0-    integer:0: slowlog-max-len 128
        6.0-    integer:0: acllog-max-len 128
        6.0-    integer:0: lua-time-limit 5000
        6.0-    integer:0: cluster-node-timeout 15000
        6.0-    integer:-1: slowlog-log-slower-than 10000
        6.0-    integer:0: latency-monitor-threshold 0
        6.0-    memory:1048576: proto-max-bulk-len 536870912
        6.0-    integer:0: stream-node-max-entries 100
        6.0-    memory:1: repl-backlog-size 1048576
        6.0-    memory:0: maxmemory 0
        6.0-    integer:0: hash-max-ziplist-entries 512
        6.0-    integer:0: set-max-intset-entries 512
        6.0-    integer:0: zset-max-ziplist-entries 128
        6.0-    memory:1: active-defrag-ignore-bytes 104857600
        6.0-    memory:0: hash-max-ziplist-value 64
        6.0-    memory:0: stream-node-max-bytes 4096
        6.0-    memory:0: zset-max-ziplist-value 64
        6.0-    memory:0: hll-sparse-max-bytes 3000
        6.0-    integer:0: tracking-table-max-keys 1000000
        6.0-    integer:0: repl-backlog-ttl 3600
        6.0-    memory:0: auto-aof-rewrite-min-size 67108864
        6.0-    fixed logfile
        6.0-    memory:1048576: client-query-buffer-limit 1073741824
        6.0-6.2 integer:0:2147483647 watchdog-period 0
        6.0-    directory dir /
        6.0     save save 900 1 300 10 60 10000
        6.2-    save save 3600 1 300 100 60 10000
        6.0-    text client-output-buffer-limit normal 0 0 0 slave 268435456 67108864 60 pubsub 33554432 8388608 60
        6.0-    fixed unixsocketperm 0
        6.0-    fixed slaveof
        6.0-    text notify-keyspace-events
        6.0-6.2 fixed bind
        7.0-    text bind
        6.0-    text requirepass
        6.0-    text oom-score-adj-values 0 200 800
        6.2-    fixed set-proc-title yes
        6.2-    bool lazyfree-lazy-user-flush no
        6.2-    bool crash-log-enabled yes
        6.2-    bool crash-memcheck-enabled yes
        6.2     bool use-exit-on-panic no
        6.2     bool disable-thp yes
        7.0-    fixed disable-thp yes
        6.2-    bool cluster-allow-replica-migration yes
        6.2-    bool replica-announced yes
        6.2-    text proc-title-template {title} {listen-addr} {server-mode}
        6.2     enum:allchannels|resetchannels acl-pubsub-default allchannels
        7.0-    enum:allchannels|resetchannels acl-pubsub-default resetchannels
        6.2-    enum:no|yes|clients sanitize-dump-payload no
        6.2-    integer:0:100 maxmemory-eviction-tenacity 10
        6.2-    integer:0:65535 cluster-announce-tls-port 0
        7.0-    bool aof-disable-auto-gc no
        7.0-    bool aof-timestamp-enabled no
        7.0-    fixed appenddirname appendonlydir
        7.0-    text bind-source-addr
        7.0-    integer:0: busy-reply-threshold 5000
        7.0-    bool cluster-allow-pubsubshard-when-down yes
        7.0-    text cluster-announce-hostname
        7.0-    fixed cluster-config-file nodes.conf
        7.0-    memory:0: cluster-link-sendbuf-limit 0
        7.0-    fixed cluster-port 0
        7.0-    enum:ip|hostname|unknown-endpoint cluster-preferred-endpoint-type ip
        7.0-    fixed enable-debug-command no
        7.0-    fixed enable-module-command no
        7.0-    fixed enable-protected-configs no
        7.0-    integer:0: hash-max-listpack-entries 512
        7.0-    memory:0: hash-max-listpack-value 64
        7.0-    bool latency-tracking yes
        7.0-    text latency-tracking-info-percentiles 50 99 99.9
        7.0-    integer:-2147483648:2147483647 list-max-listpack-size -2
        7.0-    memory:-100: maxmemory-clients 0
        7.0-    enum:ignore|panic|panic-on-replicas propagation-error-behavior ignore
        7.0-    integer:0:2147483647 repl-diskless-sync-max-replicas 0
        7.0-    bool replica-ignore-disk-write-errors no
        7.0-    fixed replicaof
        7.0-    enum:default|save|nosave|now|force shutdown-on-sigint default
        7.0-    enum:default|save|nosave|now|force shutdown-on-sigterm default
        7.0-    integer:0:2147483647 shutdown-timeout 10
        7.0-    fixed socket-mark-id 0
        7.0-    enum:no|yes|optional tls-auth-clients yes
        7.0-    text tls-ca-cert-dir
        7.0-    text tls-ca-cert-file
        7.0-    text tls-cert-file
        7.0-    text tls-ciphers
        7.0-    text tls-ciphersuites
        7.0-    text tls-client-cert-file
        7.0-    text tls-client-key-file
        7.0-    text tls-client-key-file-pass
        7.0-    bool tls-cluster no
        7.0-    text tls-dh-params-file
        7.0-    text tls-key-file
        7.0-    text tls-key-file-pass
        7.0-    integer:0:65535 tls-port 0
        7.0-    bool tls-prefer-server-ciphers no
        7.0-    text tls-protocols
        7.0-    bool tls-replication no
        7.0-    integer:0:2147483647 tls-session-cache-size 20480
        7.0-    integer:0:2147483647 tls-session-cache-timeout 300
        7.0-    bool tls-session-caching yes
        7.0-    integer:0: zset-max-listpack-entries 128
        7.0-    memory:0: zset-max-listpack-value 64
        """
}
