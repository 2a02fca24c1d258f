#!/bin/sh
# sikkerapi-nginx-update: fetches the blocklist, writes it as lines for a geo block, and reloads Nginx when the list is another one
# and Nginx takes it. Needs nginx and flock too; --help says the rest.
#
# @include shell/head.sh

program=/usr/local/bin/sikkerapi-nginx-update
key_file=/etc/nginx/sikkerapi.key
list_file=/etc/nginx/sikkerapi_blocklist.conf
# Where --install puts the geo block, and what a server block includes.
geo_file=/etc/nginx/conf.d/sikkerapi.conf
snippet=/etc/nginx/snippets/sikkerapi.conf
memory=/var/lib/sikkerapi/nginx
schedule_file=/etc/cron.d/sikkerapi-nginx

usage() {
    cat <<END
usage: sikkerapi-nginx-update              fetch the blocklist, and reload Nginx if it changed
       sikkerapi-nginx-update --install    and have that done every night, with a geo block that reads it
       sikkerapi-nginx-update --uninstall  take all of it away, but for this script and its key

With --dry-run, --install and --uninstall only say what they would do.

SIKKERAPI_KEY    the key, in place of the one in $key_file
SIKKERAPI_SCORE  the least confidence that is blocked, 1 to 100 (70)
SIKKERAPI_EXTRA  more parameters of the list, such as '&protocols=http' or '&ipVersion=4'
SIKKERAPI_URL    another server than @BASE_URL@
SIKKERAPI_TIMEOUT  seconds that fetching may take (300)

Exit status: 0 done, or nothing to do; 1 failed, and the list in force stays; 2 wrong use.
END
}

# @include shell/text.sh

# @include shell/key.sh

# @include shell/blocklist.sh

# ---- Nginx ----

run_nginx() {
    if [ -n "$root" ]; then nginx -c "$root/etc/nginx/nginx.conf" "$@"; else nginx "$@"; fi
}

# Whether Nginx takes its configuration as it is now; if not, $work/error says why.
takes_configuration() { run_nginx -t >"$work/error" 2>&1; }

reload() {
    run_nginx -s reload >"$work/error" 2>&1 ||
        fail "the configuration is good, but Nginx cannot be reloaded: $(complaint)"
}

# What Nginx says, without the time in front.
complaint() {
    {
        grep -e '\[emerg\]' -e '\[error\]' "$work/error" || cat "$work/error"
    } | head -n 1 | sed 's/^.*\] //; s/^[0-9]*#[0-9]*: //' | one_line
}

# Whether the configuration as a whole, with all that it includes, has a line that matches.
configuration_has() { run_nginx -T 2>/dev/null | grep -v '^[[:space:]]*#' | grep -q -e "$1"; }

# The list in force, without the lines that say when it came.
lines_in_force() { grep -v '^#' "$root$list_file" 2>/dev/null; }

update() {
    need nginx flock cksum
    get_key "$root$key_file"
    make_work
    lock sikkerapi-nginx "${1:-}"
    # Known only once Nginx has it: a list that was written in vain is tried again.
    is_in_force=false
    if recall "$memory" "$root$list_file"; then is_in_force=true; fi

    if ! fetch "$tag"; then
        unchanged
        return
    fi
    split_list
    cat "$work/list4" "$work/list6" | sed 's/$/ 1;/' >"$work/new"
    lines_in_force >"$work/now"
    if $is_in_force && cmp -s "$work/now" "$work/new"; then
        remember "$memory" "$root$list_file" || fail "$root$memory cannot be written"
        unchanged
        return
    fi
    if $is_in_force && is_cut_by_quota && [ "$(wc -l <"$work/new")" -lt "$(wc -l <"$work/now")" ]; then
        refuse "today's quota of the key was left for $lines addresses only, and other fetches had the rest"
    fi
    keep "$list_file"
    {
        printf '%s\n' "# SikkerAPI blocklist, fetched $(date -u +%Y-%m-%dT%H:%M:%SZ)"
        printf '%s\n' "# $((count4 + count6)) addresses with a confidence of at least $score"
        cat "$work/new"
    } | replace "$list_file" 644 || refuse "$root$list_file cannot be written"
    if ! takes_configuration; then
        put_back
        refuse "nginx -t fails with the new list: $(complaint)"
    fi
    reload
    remember "$memory" "$root$list_file" || fail "$root$memory cannot be written"
    printf '%s\n' "SikkerAPI: blocklist updated ($((count4 + count6)) IPs), Nginx reloaded"
}

unchanged() {
    printf '%s\n' "SikkerAPI: blocklist unchanged ($(($(lines_in_force | wc -l))) IPs), Nginx not reloaded"
}

# ---- Undoing ----

copy_of() { printf '%s' "$work/kept$(printf '%s' "$1" | tr / -)"; }

# Remembers the file $1 as it is, for put_back.
kept=""
keep() {
    rm -f "$(copy_of "$1")"
    if [ -f "$root$1" ]; then cp -p "$root$1" "$(copy_of "$1")" || fail "there is no room for a copy of $root$1"; fi
    kept="$kept $1"
}

put_back() {
    for file in $kept; do
        if [ -f "$(copy_of "$file")" ]; then
            cp -p "$(copy_of "$file")" "$root$file.sikkerapi-new" && mv -f "$root$file.sikkerapi-new" "$root$file"
        else
            rm -f "$root$file"
        fi || fail "$root$file cannot be put back"
    done
}

# ---- Installation ----

install() {
    need_root
    need curl flock nginx
    if ! $is_dry; then
        [ -x "$root$program" ] || fail "this script must stand in $program first, with mode 755"
    fi
    make_work
    takes_configuration || fail "nginx -t fails already, before anything was changed: $(complaint)"
    if [ ! -f "$root$list_file" ]; then
        changed "fetch the blocklist"
        $is_dry || update wait
    fi
    kept=""
    keep "$geo_file"
    keep "$snippet"
    before=$changes
    # A path from the folder that nginx.conf is in.
    put "$geo_file" 644 <<END
# \$sikkerapi_listed is 1 for clients on the blocklist of @BASE_URL@, which $program writes.
geo \$sikkerapi_listed {
    default 0;
    include ${list_file##*/};
}
END
    put "$snippet" 644 <<END
# For server blocks: turns listed clients away.
if (\$sikkerapi_listed) {
    return 403;
}
END
    if [ "$changes" != "$before" ] && ! $is_dry; then
        if ! takes_configuration; then
            put_back
            fail "nginx -t fails with $geo_file, which was put back: $(complaint)"
        fi
        if ! configuration_has 'geo [$]sikkerapi_listed'; then
            put_back
            fail "nginx.conf does not include $geo_file: have 'include conf.d/*.conf;' in its http block"
        fi
        reload
    fi
    schedule "$schedule_file" "$program"
    finished
    $is_dry || configuration_has "include .*snippets/sikkerapi.conf" || printf '%s\n' \
        "SikkerAPI: now put 'include snippets/sikkerapi.conf;' into each server block to protect, and reload Nginx" >&2
}

uninstall() {
    need_root
    need nginx
    make_work
    if ! $is_dry && configuration_has "include .*snippets/sikkerapi.conf"; then
        fail "a server block includes snippets/sikkerapi.conf: take that out, then use --uninstall again"
    fi
    unschedule "$schedule_file" "$program"
    kept=""
    for path in "$geo_file" "$snippet" "$list_file"; do keep "$path"; done
    before=$changes
    for path in "$geo_file" "$snippet" "$list_file"; do remove "$path"; done
    if [ "$changes" != "$before" ] && ! $is_dry; then
        if ! takes_configuration; then
            put_back
            fail "nginx -t fails without the blocklist, which was put back: $(complaint)"
        fi
        reload
    fi
    remove "$memory"
    rmdir "$root${memory%/*}" 2>/dev/null
    finished
}

# ---- What is asked for ----

action=update
for word; do
    case $word in
    --install | --uninstall) action=${word#--} ;;
    --dry-run) is_dry=true ;;
    --help)
        usage
        exit
        ;;
    --version)
        printf '%s\n' "sikkerapi-nginx-update @VERSION@"
        exit
        ;;
    *) misuse "'$word' is not known: see --help" ;;
    esac
done
read_settings

case $action in
update)
    $is_dry && misuse "--dry-run goes with --install and --uninstall"
    update
    ;;
install) install ;;
uninstall) uninstall ;;
esac
