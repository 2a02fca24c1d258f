# From @BASE_URL@, version @VERSION@. Plain POSIX sh; needs curl 7.52 or newer.
set -u
umask 077
# Messages that can be read by programs, and [A-Z] without umlauts.
LC_ALL=C
PATH=${PATH:-/usr/bin}:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH

base_url=${SIKKERAPI_URL:-'@BASE_URL@'}
base_url=${base_url%/}
