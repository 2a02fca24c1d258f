extension RedisInformation {
    /// What INFO says, section by section: the releases that have a line, and the line with its `$placeholders`. A line
    /// that is one placeholder stands for as many lines as there are to show.
    static let template = """
        # Server
        6.0-    redis_version:$version
        6.0-    redis_git_sha1:00000000
        6.0-    redis_git_dirty:0
        6.0-    redis_build_id:$build_id
        6.0-    redis_mode:standalone
        6.0-    os:$system
        6.0-    arch_bits:64
        6.2-    monotonic_clock:POSIX clock_gettime
        6.0-    multiplexing_api:epoll
        6.0     atomicvar_api:atomic-builtin
        6.2-    atomicvar_api:c11-builtin
        6.0-    gcc_version:$compiler
        6.0-    process_id:$process_id
        6.2-    process_supervised:no
        6.0-    run_id:$run_id
        6.0-    tcp_port:$port
        6.2-    server_time_usec:$time_usec
        6.0-    uptime_in_seconds:$uptime
        6.0-    uptime_in_days:$uptime_days
        6.0-    hz:$hz
        6.0-    configured_hz:$hz
        6.0-    lru_clock:$lru_clock
        6.0-    executable:$executable
        6.0-    config_file:$configuration_file
        6.0-    io_threads_active:0

        # Clients
        6.0-    connected_clients:$clients
        6.2-    cluster_connections:0
        6.2-    maxclients:$maxclients
        6.0-    client_recent_max_input_buffer:$input_buffer
        6.0-    client_recent_max_output_buffer:0
        6.0-    blocked_clients:0
        6.0-    tracking_clients:0
        6.0-    clients_in_timeout_table:0

        # Memory
        6.0-    used_memory:$used
        6.0-    used_memory_human:$used_human
        6.0-    used_memory_rss:$resident
        6.0-    used_memory_rss_human:$resident_human
        6.0-    used_memory_peak:$peak
        6.0-    used_memory_peak_human:$peak_human
        6.0-    used_memory_peak_perc:$peak_percent
        6.0-    used_memory_overhead:$overhead
        6.0-    used_memory_startup:$startup
        6.0-    used_memory_dataset:$dataset
        6.0-    used_memory_dataset_perc:$dataset_percent
        6.0-    allocator_allocated:$allocated
        6.0-    allocator_active:$active
        6.0-    allocator_resident:$allocator_resident
        6.0-    total_system_memory:$memory
        6.0-    total_system_memory_human:$memory_human
        6.0-    used_memory_lua:37888
        7.0-    used_memory_vm_eval:37888
        6.0-    used_memory_lua_human:37.00K
        7.0-    used_memory_scripts_eval:$script_bytes
        7.0-    number_of_cached_scripts:$scripts
        7.0-    number_of_functions:0
        7.0-    number_of_libraries:0
        7.0-    used_memory_vm_functions:38912
        7.0-    used_memory_vm_total:76800
        7.0-    used_memory_vm_total_human:75.00K
        7.0-    used_memory_functions:184
        6.0-6.2 used_memory_scripts:$script_bytes
        7.0-    used_memory_scripts:$all_script_bytes
        6.0-6.2 used_memory_scripts_human:$script_bytes_human
        7.0-    used_memory_scripts_human:$all_script_bytes_human
        6.0-6.2 number_of_cached_scripts:$scripts
        6.0-    maxmemory:$maxmemory
        6.0-    maxmemory_human:$maxmemory_human
        6.0-    maxmemory_policy:$maxmemory_policy
        6.0-    allocator_frag_ratio:$frag_ratio
        6.0-    allocator_frag_bytes:$frag_bytes
        6.0-    allocator_rss_ratio:$allocator_rss_ratio
        6.0-    allocator_rss_bytes:$allocator_rss_bytes
        6.0-    rss_overhead_ratio:$rss_overhead_ratio
        6.0-    rss_overhead_bytes:$rss_overhead_bytes
        6.0-    mem_fragmentation_ratio:$fragmentation_ratio
        6.0-    mem_fragmentation_bytes:$fragmentation_bytes
        6.0-    mem_not_counted_for_evict:0
        6.0-    mem_replication_backlog:0
        7.0-    mem_total_replication_buffers:0
        6.0-    mem_clients_slaves:0
        6.0     mem_clients_normal:20504
        6.2     mem_clients_normal:20512
        7.0-    mem_clients_normal:1800
        7.0-    mem_cluster_links:0
        6.0-    mem_aof_buffer:0
        6.0-    mem_allocator:$allocator
        6.0-    active_defrag_running:0
        6.0-    lazyfree_pending_objects:0
        6.2-    lazyfreed_objects:0

        # Persistence
        6.0-    loading:0
        7.0-    async_loading:0
        7.0-    current_cow_peak:0
        6.2-    current_cow_size:0
        6.2-    current_cow_size_age:0
        6.2-    current_fork_perc:0.00
        6.2-    current_save_keys_processed:0
        6.2-    current_save_keys_total:0
        6.0-    rdb_changes_since_last_save:$changes
        6.0-    rdb_bgsave_in_progress:0
        6.0-    rdb_last_save_time:$last_save
        6.0-    rdb_last_bgsave_status:ok
        6.0-    rdb_last_bgsave_time_sec:0
        6.0-    rdb_current_bgsave_time_sec:-1
        7.0-    rdb_saves:$saves
        6.0-    rdb_last_cow_size:$cow_bytes
        7.0-    rdb_last_load_keys_expired:0
        7.0-    rdb_last_load_keys_loaded:$loaded_keys
        6.0-    aof_enabled:$appends
        6.0-    aof_rewrite_in_progress:0
        6.0-    aof_rewrite_scheduled:0
        6.0-    aof_last_rewrite_time_sec:-1
        6.0-    aof_current_rewrite_time_sec:-1
        6.0-    aof_last_bgrewrite_status:ok
        7.0-    aof_rewrites:0
        7.0-    aof_rewrites_consecutive_failures:0
        6.0-    aof_last_write_status:ok
        6.0-    aof_last_cow_size:0
        6.0-    module_fork_in_progress:0
        6.0-    module_fork_last_cow_size:0

        # Stats
        6.0-    total_connections_received:$connections
        6.0-    total_commands_processed:$commands
        6.0-    instantaneous_ops_per_sec:$ops
        6.0-    total_net_input_bytes:$bytes_in
        6.0-    total_net_output_bytes:$bytes_out
        7.0-    total_net_repl_input_bytes:0
        7.0-    total_net_repl_output_bytes:0
        6.0-    instantaneous_input_kbps:0.03
        6.0-    instantaneous_output_kbps:0.18
        7.0-    instantaneous_input_repl_kbps:0.00
        7.0-    instantaneous_output_repl_kbps:0.00
        6.0-    rejected_connections:0
        6.0-    sync_full:0
        6.0-    sync_partial_ok:0
        6.0-    sync_partial_err:0
        6.0-    expired_keys:$expired
        6.0-    expired_stale_perc:0.00
        6.0-    expired_time_cap_reached_count:0
        6.0-    expire_cycle_cpu_milliseconds:$expire_cpu
        6.0-    evicted_keys:0
        7.0-    evicted_clients:0
        7.0-    total_eviction_exceeded_time:0
        7.0-    current_eviction_exceeded_time:0
        6.0-    keyspace_hits:$hits
        6.0-    keyspace_misses:$misses
        6.0-    pubsub_channels:$channels
        6.0-    pubsub_patterns:$patterns
        7.0-    pubsubshard_channels:0
        6.0-    latest_fork_usec:$fork_usec
        6.2-    total_forks:$saves
        6.0-    migrate_cached_sockets:0
        6.0-    slave_expires_tracked_keys:0
        6.0-    active_defrag_hits:0
        6.0-    active_defrag_misses:0
        6.0-    active_defrag_key_hits:0
        6.0-    active_defrag_key_misses:0
        7.0-    total_active_defrag_time:0
        7.0-    current_active_defrag_time:0
        6.0-    tracking_total_keys:0
        6.0-    tracking_total_items:0
        6.0-    tracking_total_prefixes:0
        6.0-    unexpected_error_replies:0
        6.2-    total_error_replies:$errors
        6.2-    dump_payload_sanitizations:0
        6.0-    total_reads_processed:$reads
        6.0-    total_writes_processed:$writes
        6.0-    io_threaded_reads_processed:0
        6.0-    io_threaded_writes_processed:0
        7.0-    reply_buffer_shrinks:$shrinks
        7.0-    reply_buffer_expands:0

        # Replication
        6.0-    role:$role
        $master
        6.0-    connected_slaves:0
        6.2-    master_failover_state:no-failover
        6.0-    master_replid:$replication_id
        6.0-    master_replid2:0000000000000000000000000000000000000000
        6.0-    master_repl_offset:0
        6.0-    second_repl_offset:-1
        6.0-    repl_backlog_active:0
        6.0-    repl_backlog_size:$backlog
        6.0-    repl_backlog_first_byte_offset:0
        6.0-    repl_backlog_histlen:0

        # CPU
        6.0-    used_cpu_sys:$cpu_system
        6.0-    used_cpu_user:$cpu_user
        6.0-    used_cpu_sys_children:$cpu_children
        6.0-    used_cpu_user_children:$cpu_children
        6.2-    used_cpu_sys_main_thread:$cpu_system_main
        6.2-    used_cpu_user_main_thread:$cpu_user_main

        # Modules
        $modules

        # Commandstats
        $commandstats

        # Errorstats
        $errorstats

        # Latencystats
        $latencystats

        # Cluster
        6.0-    cluster_enabled:0

        # Keyspace
        $keyspace
        """
}
