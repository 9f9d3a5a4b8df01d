# The few words that golden scripts share, so that each can begin where its point is.

# A debug build takes the time from here, so that a transcript is the same on every day.
export RELMAN_TEST_NOW="${RELMAN_TEST_NOW-2026-01-05T09:30:00Z}"
# What the machine says in /etc, and keeps in /var/lib.
export RELMAN_TEST_ROOT="$(dirname "$HOME")/machine"

# person NAME: from here on somebody else types, at home, with a name, an address and a key
person() {
  home=$(dirname "$HOME")/$1
  export HOME="$home" XDG_CONFIG_HOME="$home/.config" GIT_CONFIG_GLOBAL="$home/.gitconfig"
  export GIT_AUTHOR_NAME="$1" GIT_AUTHOR_EMAIL="$1@example.com"
  export GIT_COMMITTER_NAME="$1" GIT_COMMITTER_EMAIL="$1@example.com"
  mkdir -p "$HOME"
  key "$1"
}

# key NAME: an ed25519 key without a passphrase, that git signs with
key() {
  mkdir -p -m 700 ~/.ssh
  [ -e ~/.ssh/id_ed25519 ] || ssh-keygen -q -t ed25519 -N '' -C "$1" -f ~/.ssh/id_ed25519
  git config --global user.signingKey ~/.ssh/id_ed25519.pub
}

# repository NAME: a new repository with one commit, and into it
repository() {
  git init -q -b main "$1"
  cd "$1" || return
  echo "# $1" >README.md
  commit "chore: begin" README.md
}

# commit MESSAGE [PATH...]: a commit a minute after the one before; a PATH not there is made
commit() {
  now=$((${now:-1767600000} + 60))
  export GIT_AUTHOR_DATE="@$now +0000" GIT_COMMITTER_DATE="@$now +0000"
  message=$1
  shift
  for path; do
    mkdir -p "$(dirname "$path")"
    [ -e "$path" ] || echo "$path" >"$path"
    git add -- "$path"
  done
  git commit -q --allow-empty -m "$message"
}

# shop: a repository with a bare remote, staging and production, and one migration, released
# as v0.1.0, pushed, and approved for staging
shop() {
  git init -q --bare origin.git
  git init -q -b main shop
  cd shop || return
  git remote add origin ../origin.git
  key ada
  relman init staging production --database shop >/dev/null
  commit "chore: releases by relman" .relman
  change discounts 'CREATE TABLE discount (id INTEGER PRIMARY KEY);' 'DROP TABLE discount;'
  relman tag >/dev/null && git push -q origin main v0.1.0 2>/dev/null
  relman approve v0.1.0 staging >/dev/null
}

# change NAME DEPLOY REVERT [VERIFY]: a committed migration with a filled ticket
change() {
  relman change new "$1" --database shop >/dev/null
  for part in Description Deployment Rollback Validation; do
    sed -i "s/^## $part$/&\n\nThe scripts say all./" ".relman/changes/$1.md"
  done
  folder=$(echo db/shop/*-"$1")
  echo "$2" >"$folder/deploy.sql"
  echo "$3" >"$folder/revert.sql"
  echo "${4:-SELECT 1;}" >"$folder/verify.sql"
  git add .relman db
  commit "feat: $1

Change: $1"
}

# release VERSION ENVIRONMENT: tags, packages, pushes, approves and promotes HEAD
release() {
  relman tag "$1" >/dev/null && relman package build "v$1" >/dev/null &&
    git push -q origin "v$1" 2>/dev/null &&
    relman approve "v$1" "$2" >/dev/null && relman promote "v$1" "$2" >/dev/null
}

# envelope PAYLOAD: the payload signed as a statement, with jq and ssh-keygen alone
envelope() {
  { printf 'DSSEv1 28 application/vnd.in-toto+json %d ' "$(wc -c <"$1")" && cat "$1"; } |
    ssh-keygen -q -Y sign -n relman -f ~/.ssh/id_ed25519 >"$TMPDIR/signature" &&
    grep -v SIGNATURE "$TMPDIR/signature" | tr -d '\n' |
        jq -RcS --arg payload "$(base64 -w0 "$1")" \
      '{$payload, payloadType: "application/vnd.in-toto+json", signatures: [{keyid: "", sig: .}]}'
}

# join NAME [ROLE]: a clone of the shop for somebody whom the policy knows, in a folder of that name
join() {
  (person "$1" && sed "s/^/$1 namespaces=\"relman\" /" ~/.ssh/id_ed25519.pub) \
    >>.relman/allowed_signers
  sed -i "s/^people:/&\n  $1: {mails: [$1@example.com]}/" .relman/policy.yaml
  [ -z "${2-}" ] || sed -i "s/^roles:/&\n  $2: [$1]/" .relman/policy.yaml
  relman policy publish >/dev/null && relman sync >/dev/null
  git add .relman && commit "chore: $1 joins" && git push -q origin main
  git clone -q ../origin.git "../$1-shop"
  (person "$1" && cd "../$1-shop" && relman sync && relman verify v0.1.0 staging) >/dev/null 2>&1
  true
}

# shared: v0.1.0 promoted to staging, whose database lies beside the clones, the same for all
shared() {
  sed -i "s#sqlite:shop-staging.db#sqlite:$(dirname "$PWD")/staging.db#" \
    .relman/environments/staging.yaml
  relman policy publish >/dev/null && git add .relman && commit "chore: one database for all" &&
    relman approve v0.1.0 staging >/dev/null && relman promote v0.1.0 staging >/dev/null && publish
}

# publish: the branch, the tags and the records, and into every clone
publish() {
  git push -q origin main --tags 2>/dev/null && relman sync >/dev/null
  for clone in ../*-shop; do
    [ ! -d "$clone" ] ||
      (person "$(basename "${clone%-shop}")" && cd "$clone" && git pull -q && relman sync) \
        >/dev/null 2>&1
  done
}

# as NAME COMMAND...: what somebody who has joined types in their own clone
as() {
  (person "$1" && cd "../$1-shop" && shift && "$@")
}

# records: the deployments to staging by this clone's records, newest first
records() {
  relman log staging --json |
    jq -r '.deployments[] | [.action, .tag, .state, "by", .by] | join(" ")'
}

# database: the tables of staging's shared database, what relman applied there, and its locks
database() {
  sqlite3 ../staging.db "SELECT 'table ' || name FROM sqlite_schema WHERE type = 'table'
    AND name NOT LIKE 'relman_%' AND name NOT LIKE 'sqlite_%' ORDER BY name;
    SELECT migration || ' of ' || tag || ' by ' || applied_by FROM relman_changes;
    SELECT count(*) || ' locks' FROM relman_lock;"
}
