#!/usr/bin/env bash
# Puts a real Asterisk into one folder, from Debian's packages alone: no root, nothing of this machine's own packages
# touched, no maintainer script run. It is started by the loader that comes with it, so the machine's libraries do not
# matter.
#
#   asterisk-setup.sh [FOLDER]            default: ~/.cache/onewindow/asterisk
#
# Done once it takes no time at all. What it downloads is checked by apt against Debian's keys. The version is fixed
# below; it comes from the mirror, or, when Debian has moved on, from its archive of that day; where that cannot be
# reached, what the mirror has now will do, and is said.
# Variables: ASTERISK_MIRROR (default: the mirror this machine already uses).
set -euo pipefail
umask 022

VERSION='1:22.10.1+dfsg+~cs6.17.60671434-1'
DAY=20261115T000000Z

TARGET=${1:-$HOME/.cache/onewindow/asterisk}
mkdir -p "$TARGET"
TARGET=$(cd "$TARGET" && pwd)
ROOT=$TARGET/root
STAMP=$TARGET/version

# Two test runs may begin at once.
exec 9> "$TARGET/lock"
flock 9
[ -f "$STAMP" ] && [ "$(cat "$STAMP")" = "$VERSION" ] && exit 0

say() { echo "asterisk-setup: $*" >&2; }
fail() { say "$*"; exit 1; }
for tool in apt-get dpkg-deb dpkg flock tar awk; do
  command -v "$tool" > /dev/null || fail "$tool is missing: this needs a Debian or Ubuntu"
done

case $(dpkg --print-architecture) in
  amd64) LIBRARIES=$ROOT/usr/lib/x86_64-linux-gnu LOADER=ld-linux-x86-64.so.2 ;;
  arm64) LIBRARIES=$ROOT/usr/lib/aarch64-linux-gnu LOADER=ld-linux-aarch64.so.1 ;;
  *) fail "not for $(dpkg --print-architecture)" ;;
esac

KEYS=/usr/share/keyrings/debian-archive-keyring.gpg
[ -f "$KEYS" ] || fail "$KEYS is missing (package debian-archive-keyring)"
MIRROR=${ASTERISK_MIRROR:-$({ cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2> /dev/null || true; } |
  awk '/^URIs:/ { print $2; exit } /^deb / { for (i = 2; i <= NF; i++) if ($i ~ /^https?:/) { print $i; exit } }' || true)}

# Packages that the closure names and an exchange run from a folder never opens.
SKIPPED='^(adduser|passwd|login\.defs|debconf|base-passwd|gnupg.*|gpg.*|dirmngr|pinentry-.*|perl.*|libperl.*|libsnmp.*|libsensors.*|libpam.*|libsemanage.*|libsepol.*|pci\.ids|libpci.*|libc-gconv-modules-extra|gcc-.*-base|tzdata|libdebconfclient0)_'

# download SOURCE [VERSION]: everything, in that version or the newest, from that source
download() {
  local of=${2:+=$2}
  local apt=$TARGET/apt
  rm -rf "$apt"
  mkdir -p "$apt"/{lists/partial,cache/archives/partial,etc/sources.list.d,etc/preferences.d,etc/apt.conf.d,etc/trusted.gpg.d}
  : > "$apt/status" # Nothing is installed: the closure is whole, the C library included.
  echo "deb [signed-by=$KEYS] $1 sid main" > "$apt/etc/sources.list"
  local options=(
    -q -o "Dir::State=$apt" -o "Dir::State::status=$apt/status" -o "Dir::State::lists=$apt/lists"
    -o "Dir::Cache=$apt/cache" -o "Dir::Etc=$apt/etc" -o APT::Install-Recommends=0 -o Debug::NoLocking=1
    -o "APT::Sandbox::User=$(id -un)" -o Acquire::Languages=none -o Acquire::Check-Valid-Until=false
    -o Acquire::Retries=2 -o Acquire::http::Timeout=20
  )
  {
    apt-get "${options[@]}" update &&
      apt-get "${options[@]}" install -y --download-only \
        "asterisk$of" "asterisk-modules$of" "asterisk-config$of" asterisk-core-sounds-en-gsm
  } > "$TARGET/apt.log" 2>&1
}

say "downloading Asterisk ${VERSION%%+*} once, about 60 MB, into $TARGET"
download "$MIRROR" "$VERSION" || download "https://snapshot.debian.org/archive/debian/$DAY" "$VERSION" ||
  download "http://snapshot.debian.org/archive/debian/$DAY" "$VERSION" ||
  { say "version $VERSION is no more; taking the newest" && download "$MIRROR"; } ||
  fail "its packages could not be had; the last words of apt:
$(tail -5 "$TARGET/apt.log")"

rm -rf "$ROOT"
mkdir -p "$ROOT"/usr/{bin,sbin,lib,lib64}
for name in bin sbin lib lib64; do ln -sfn "usr/$name" "$ROOT/$name"; done
for package in "$TARGET"/apt/cache/archives/*.deb; do
  [[ $(basename "$package") =~ $SKIPPED ]] && continue
  dpkg-deb --fsys-tarfile "$package" | tar -x -C "$ROOT" --keep-directory-symlink \
    --exclude='./usr/share/doc' --exclude='./usr/share/man' --exclude='./usr/share/info' \
    --exclude='./usr/share/locale' --exclude='./usr/share/lintian' --exclude='./usr/share/perl*' -f -
done
rm -rf "$TARGET/apt"

sounds=$(cd "$ROOT/usr/share/asterisk/sounds" && ls -d en_US_* | head -1)
ln -sfn "$sounds" "$ROOT/usr/share/asterisk/sounds/en"
mkdir -p "$TARGET/bin"
cat > "$TARGET/bin/asterisk" << END
#!/bin/sh
exec $LIBRARIES/$LOADER --library-path $LIBRARIES $ROOT/usr/sbin/asterisk "\$@"
END
chmod +x "$TARGET/bin/asterisk"
"$TARGET/bin/asterisk" -V > /dev/null || fail "what was unpacked does not run"
ln -sfn "$LIBRARIES/asterisk/modules" "$TARGET/modules"
echo "$VERSION" > "$STAMP"
say "there"
