#!/bin/sh
# sikkerapi-csf-report: reports an address that lfd has blocked to SikkerAPI. BLOCK_REPORT in /etc/csf/csf.conf names it, and lfd calls it
# so, killing it after 10 seconds:
#
#   sikkerapi-csf-report <ip or network> <ports> <permanent 0|1> <in|out|inout> <timeout> <message> <log lines> <trigger>
#
# Sent are the address and what the trigger stands for; message and log lines stay here. The key is that of SIKKERAPI_KEY or the
# first line of /etc/csf/sikkerapi.key. Whatever happens is told to the system's log as "sikkerapi". Exits with 0 when the server has
# the report or the address is a network, which is not reported; with 1 when it has not; with 2 when it was called wrongly.
#
# @include shell/head.sh

# Two seconds less than lfd's patience.
time_limit=8

# @include shell/text.sh

# @include shell/key.sh

# @include shell/report.sh

tell() {
    logger -t sikkerapi -- "$1$trigger_note"
    printf '%s\n' "$1$trigger_note"
}

give_up() { # SENTENCE STATUS
    tell "$1" >&2
    exit "$2"
}

# What a trigger of lfd stands for, as `category` and `protocol`.
classify() { # TRIGGER
    protocol=
    case $1 in
        LF_SSHD) category=brute_force protocol=ssh ;;
        LF_FTPD | LF_DISTFTP) category=brute_force protocol=ftp ;;
        LF_SMTPAUTH | LF_DISTSMTP) category=brute_force protocol=smtp ;;
        LF_POP3D) category=brute_force protocol=pop3 ;;
        LF_IMAPD) category=brute_force protocol=imap ;;
        LF_HTACCESS | LF_CPANEL | LF_WEBMIN) category=brute_force protocol=http ;;
        LF_MODSEC | LF_SYMLINK) category=web_exploit protocol=http ;;
        LF_CXS) category=malware protocol=http ;;
        LF_APACHE_401 | LF_APACHE_403 | LF_APACHE_404) category=bad_bot protocol=http ;;
        LF_EXIMSYNTAX) category=spam protocol=smtp ;;
        LF_BIND) category=dns_abuse ;;
        LF_DISTATTACK) category=ddos ;;
        CT_LIMIT | PS_LIMIT) category=port_scan ;;
        *) category=other ;;
    esac
}

trigger_note=
if [ "$#" -lt 1 ] || [ -z "$1" ]; then
    give_up 'usage: sikkerapi-csf-report <ip> <ports> <permanent> <in|out|inout> <timeout> <message> <log lines> <trigger>' 2
fi
ip=$1
trigger=$(printf '%s' "${8:-}" | one_line | cut -c 1-40)
comment=
classify "$trigger"
if [ -n "$trigger" ]; then trigger_note=" [$trigger]"; fi

case $ip in
    *[!0-9A-Fa-f:./]*) ;;
    */*)
        tell "Skipped $(printf '%s' "$ip" | one_line): only single addresses are reported to SikkerAPI"
        exit 0
        ;;
esac
check_report || give_up "Not reported to SikkerAPI: $problem" 2
if [ -n "${SIKKERAPI_KEY:-}" ]; then
    key=$SIKKERAPI_KEY
    # Nothing that is started from here on needs to know it.
    unset SIKKERAPI_KEY
    check_key
else
    read_key_file "${SIKKERAPI_KEY_FILE:-/etc/csf/sikkerapi.key}"
fi || give_up "Not reported $ip ($category) to SikkerAPI: $problem" 1
if send_report; then tell "$outcome"; else give_up "$outcome" 1; fi
