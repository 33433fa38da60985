# Runs "$@" with an unlocked Secret Service and an X server of its own, inside a D-Bus session.
set -eu
printf '\n' | gnome-keyring-daemon --unlock --components=secrets --daemonize > /dev/null
exec xvfb-run --auto-servernum --server-args='-screen 0 1440x900x24 -nolisten tcp' "$@"
