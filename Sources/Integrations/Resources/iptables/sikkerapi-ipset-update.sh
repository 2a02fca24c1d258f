#!/bin/sh
# sikkerapi-ipset-update: fetches the blocklist, builds ipsets of it beside sikker4 and sikker6, which are in force, and swaps them in
# one step. Rules of iptables that ask those sets drop the packets of listed addresses. Needs ipset and flock too, and iptables for
# --install; --help says the rest.
#
# @include shell/head.sh

program=/usr/local/bin/sikkerapi-ipset-update
key_file=/etc/sikkerapi.key
# What `--restore` puts back while a machine boots.
saved=/etc/ipset.d/sikkerapi.conf
memory=/var/lib/sikkerapi/ipset
schedule_file=/etc/cron.d/sikkerapi
before_unit=sikkerapi-ipset.service
after_unit=sikkerapi-ipset-rules.service

usage() {
    cat <<END
usage: sikkerapi-ipset-update              fetch the blocklist and put it in force
       sikkerapi-ipset-update --install    and have that done every night and after every boot, with the rules that drop
       sikkerapi-ipset-update --uninstall  take all of it away, but for this script and its key
       sikkerapi-ipset-update --restore    the list as it was saved, for boot, before the firewall's rules are loaded
       sikkerapi-ipset-update --rules      the rules that drop, for boot, after the firewall's own are loaded

With --dry-run, --install and --uninstall only say what they would do.

SIKKERAPI_KEY    the key, in place of the one in $key_file
SIKKERAPI_SCORE  the least confidence that is blocked, 1 to 100 (70)
SIKKERAPI_EXTRA  more parameters of the list, such as '&protocols=ssh,http' or '&ipVersion=4'
SIKKERAPI_IPV6   false where IPv6 is not used (true)
SIKKERAPI_URL    another server than @BASE_URL@
SIKKERAPI_TIMEOUT  seconds that fetching may take (300)

Exit status: 0 done, or nothing to do; 1 failed, and the list in force stays; 2 wrong use.
END
}

# @include shell/text.sh

# @include shell/key.sh

# @include shell/blocklist.sh

# ---- Sets ----

families() { if $ipv6; then echo "4 6"; else echo 4; fi; }
has_set() { ipset -q -n list "$1" >/dev/null 2>&1; }
is_set_of_addresses() { [ "$(ipset list -t "$1" | sed -n 's/^Type: //p')" = hash:ip ]; }

# The members of a set, sorted as the lists are.
members() { ipset save "$1" | sed -n 's/^add [^ ]* \([^ ]*\).*/\1/p' | sort; }

# The word for a family of addresses.
family_name() { if [ "$1" = 4 ]; then echo inet; else echo inet6; fi; }

# Lines for `ipset restore`: the set $1 for family $2 with the addresses of the file $3, which are $4. Room is doubled in
# steps, so that sets of usual size never change their parameters.
set_lines() {
    buckets=4096
    room=131072
    while [ "$room" -lt "$4" ]; do room=$((room * 2)); done
    while [ "$buckets" -lt $(($4 / 2)) ]; do buckets=$((buckets * 2)); done
    printf '%s\n' "create $1 hash:ip family $(family_name "$2") hashsize $buckets maxelem $room"
    sed "s/^/add $1 /" "$3"
}

ensure_set() { has_set "sikker$1" || set_lines "sikker$1" "$1" /dev/null 0 | ipset restore; }

# A kernel may let go of a rule, and with it of the set it asked, a moment after iptables has said that the rule is gone.
destroy_set() {
    patience=10
    until ipset destroy "sikker$1" 2>/dev/null; do
        patience=$((patience - 1))
        if [ "$patience" = 0 ] || "$(filter "$1")-save" 2>/dev/null | grep -q -e "--match-set sikker$1 "; then return 1; fi
        sleep 1
    done
}

forget_new_sets() {
    for family in 4 6; do
        if has_set "sikker${family}_tmp"; then ipset destroy "sikker${family}_tmp"; fi
    done
}

# Builds the new sets beside the ones in force and swaps them. Whatever fails before the swap leaves those alone.
load_sets() {
    forget_new_sets
    : >"$work/restore"
    for family in $(families); do
        count=$count4
        [ "$family" = 4 ] || count=$count6
        set_lines "sikker${family}_tmp" "$family" "$work/list$family" "$count" >>"$work/restore"
    done
    if ! ipset -exist restore <"$work/restore" 2>"$work/error"; then
        forget_new_sets
        refuse "the kernel does not take the list: $(head -n 1 "$work/error" | one_line)"
    fi
    for family in $(families); do
        if ! ensure_set "$family" || ! ipset swap "sikker${family}_tmp" "sikker$family" 2>"$work/error"; then
            forget_new_sets
            fail "sikker$family cannot be swapped: $(head -n 1 "$work/error" | one_line)"
        fi
    done
    forget_new_sets
}

save_sets() {
    for family in $(families); do ipset save "sikker$family" || return 1; done >"$work/saved"
    replace "$saved" 600 <"$work/saved"
}

# Where IPv6 is off, nothing looks after a set from before, and nobody on it would ever be let in again.
leave_ipv6() {
    if $ipv6 || ! has_set sikker6; then return; fi
    ipset -q destroy sikker6 || ipset flush sikker6
    if has_set sikker4; then save_sets; fi
}

update() {
    need ipset flock cksum
    need_root
    get_key "$root$key_file"
    make_work
    lock sikkerapi-ipset "${1:-}"
    for family in $(families); do
        if has_set "sikker$family"; then
            is_set_of_addresses "sikker$family" ||
                fail "there is a set sikker$family that is not hash:ip: destroy it (ipset destroy sikker$family) or rename it"
            members "sikker$family" >"$work/now$family"
        fi
    done
    leave_ipv6
    is_complete=true
    for family in $(families); do [ -f "$work/now$family" ] || is_complete=false; done
    # Also says which families it is about.
    for family in $(families); do printf '%s\n' "$family" && cat "$work/now$family"; done >"$work/now" 2>/dev/null
    tag=""
    if $is_complete; then recall "$memory" "$work/now"; fi

    if ! fetch "$tag"; then
        unchanged
        return
    fi
    split_list
    if ! $ipv6; then
        : >"$work/list6"
        count6=0
    fi
    [ $((count4 + count6)) -gt 0 ] || refuse "none of the addresses that came is of IPv4"
    for family in $(families); do printf '%s\n' "$family" && cat "$work/list$family"; done >"$work/new"
    if $is_complete && cmp -s "$work/now" "$work/new"; then
        remember "$memory" "$work/now" || fail "$root$memory cannot be written"
        unchanged
        return
    fi
    if $is_complete && is_cut_by_quota && [ "$(wc -l <"$work/new")" -lt "$(wc -l <"$work/now")" ]; then
        refuse "today's quota of the key was left for $lines addresses only, and other fetches had the rest"
    fi
    load_sets
    # In the kernel's spelling.
    for family in $(families); do printf '%s\n' "$family" && members "sikker$family"; done >"$work/now"
    { save_sets && remember "$memory" "$work/now"; } ||
        fail "the blocklist is in force ($count4 IPv4, $count6 IPv6), but cannot be saved for the next boot in $root$saved"
    printf '%s\n' "SikkerAPI: blocklist updated ($count4 IPv4, $count6 IPv6)"
}

unchanged() {
    [ -s "$root$saved" ] || save_sets || fail "the blocklist cannot be saved for the next boot in $root$saved"
    count4=$(($(wc -l <"$work/now4")))
    count6=0
    if $ipv6; then count6=$(($(wc -l <"$work/now6"))); fi
    printf '%s\n' "SikkerAPI: blocklist unchanged ($count4 IPv4, $count6 IPv6)"
}

# The sets must be there before rules name them, or the whole firewall fails to load: empty ones if need be.
restore_sets() {
    need ipset
    need_root
    is_whole=true
    for family in $(families); do
        if has_set "sikker$family"; then continue; fi
        if [ -f "$root$saved" ]; then
            grep "^[a-z]* sikker$family " "$root$saved" | ipset -exist restore || is_whole=false
        fi
        ensure_set "$family" || fail "the kernel does not take the set sikker$family"
    done
    $is_whole || fail "$root$saved cannot be read back whole: run sikkerapi-ipset-update"
}

# ---- Rules ----

filter() { if [ "$1" = 4 ]; then echo iptables; else echo ip6tables; fi; }

# $1 is what to do with the rule of family $2.
rule() { "$(filter "$2")" -w "$1" INPUT -m set --match-set "sikker$2" src -j DROP; }
has_rule() { rule -C "$1" 2>/dev/null; }

add_rules() {
    for family in $(families); do
        if has_rule "$family"; then continue; fi
        changed "$(filter "$family") -I INPUT -m set --match-set sikker$family src -j DROP"
        $is_dry || rule -I "$family" || fail "$(filter "$family") does not take the rule"
    done
}

# Rules that were saved with the rest of a firewall are loaded at boot, and must go before the sets do.
rule_files="/etc/iptables/rules.v4 /etc/iptables/rules.v6 /etc/sysconfig/iptables /etc/sysconfig/ip6tables"

# Takes lines that match $2 out of the file $1.
strike() {
    grep -q -e "$2" "$root$1" 2>/dev/null || return 0
    changed "take sikker4 and sikker6 out of $1"
    if $is_dry; then return; fi
    grep -v -e "$2" "$root$1" >"$work/kept"
    if ! cp -p "$root$1" "$root$1.sikkerapi-new" || ! cat "$work/kept" >"$root$1.sikkerapi-new" ||
        ! mv -f "$root$1.sikkerapi-new" "$root$1"; then
        fail "$root$1 cannot be written"
    fi
}

remove_rules() {
    for family in 4 6; do
        command -v "$(filter "$family")" >/dev/null 2>&1 || continue
        has_set "sikker$family" || continue
        while has_rule "$family"; do
            changed "$(filter "$family") -D INPUT -m set --match-set sikker$family src -j DROP"
            if $is_dry; then break; fi
            rule -D "$family" || fail "$(filter "$family") does not let the rule go"
        done
    done
    for file in $rule_files; do
        strike "$file" '^-A INPUT -m set --match-set sikker[46] src -j DROP$'
        if ! $is_dry && grep -q -e '--match-set sikker[46] ' "$root$file" 2>/dev/null; then
            fail "a rule of your own in $file names the sets, and without them the firewall would not start:" \
                "take it out, then use --uninstall again"
        fi
    done
    strike /etc/iptables/ipsets '^[a-z]* sikker[46] '
}

# ---- Installation ----

unit_order="netfilter-persistent.service iptables.service ip6tables.service nftables.service ufw.service firewalld.service"

install_units() {
    put "/etc/systemd/system/$before_unit" 644 <<END
[Unit]
Description=The blocklist of @BASE_URL@, before the firewall's rules ask for it
DefaultDependencies=no
RequiresMountsFor=$program $saved
Wants=network-pre.target
After=systemd-modules-load.service local-fs.target
Before=network-pre.target $unit_order
Before=shutdown.target
Conflicts=shutdown.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=$program --restore
$(environment)

[Install]
WantedBy=multi-user.target
END
    put "/etc/systemd/system/$after_unit" 644 <<END
[Unit]
Description=The rules that drop whom the blocklist of @BASE_URL@ names
DefaultDependencies=no
RequiresMountsFor=$program
Wants=network-pre.target $before_unit
After=$before_unit $unit_order
Before=network-pre.target shutdown.target
Conflicts=shutdown.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=$program --rules
$(environment)

[Install]
WantedBy=multi-user.target
END
    enable_unit "$before_unit"
    enable_unit "$after_unit"
}

install() {
    need_root
    need curl ipset flock iptables
    if $ipv6; then need ip6tables; fi
    if ! $is_dry; then
        [ -x "$root$program" ] || fail "this script must stand in $program first, with mode 755"
    fi
    make_work
    for family in $(families); do
        if has_set "sikker$family"; then continue; fi
        changed "fetch the blocklist"
        $is_dry || update wait
        break
    done
    schedule "$schedule_file" "$program"
    if has_systemd; then
        install_units
    else
        printf '%s\n' "SikkerAPI: without systemd, have '$program --restore' run at boot before the firewall's rules" \
            "are loaded, and '$program --rules' behind" >&2
    fi
    add_rules
    finished
}

uninstall() {
    need_root
    need ipset
    make_work
    unschedule "$schedule_file" "$program"
    remove_rules
    remove_unit "$after_unit"
    remove_unit "$before_unit"
    for family in 4 6; do
        has_set "sikker$family" || continue
        changed "ipset destroy sikker$family"
        $is_dry || destroy_set "$family" ||
            fail "a rule of your own asks sikker$family: take it out, then use --uninstall again"
    done
    remove "$saved"
    remove "$memory"
    rmdir "$root${memory%/*}" 2>/dev/null
    finished
}

# ---- What is asked for ----

action=update
for word; do
    case $word in
    --install | --uninstall | --restore | --rules) action=${word#--} ;;
    --dry-run) is_dry=true ;;
    --help)
        usage
        exit
        ;;
    --version)
        printf '%s\n' "sikkerapi-ipset-update @VERSION@"
        exit
        ;;
    *) misuse "'$word' is not known: see --help" ;;
    esac
done
read_settings
ipv6=${SIKKERAPI_IPV6:-true}
case $ipv6 in
true | false) ;;
*) misuse "SIKKERAPI_IPV6 must be true or false" ;;
esac

case $action in
update)
    $is_dry && misuse "--dry-run goes with --install and --uninstall"
    update
    ;;
install) install ;;
uninstall) uninstall ;;
restore) restore_sets ;;
rules)
    need_root
    add_rules
    ;;
esac
