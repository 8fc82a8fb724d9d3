#!/bin/sh
# Invents the passwords of a new installation in ./secrets; keeps those that exist.
set -eu
cd "$(dirname "$0")/.."
# The folder is closed to others; the files are readable so that the containers' own users,
# which differ from yours, can read what is mounted into them.
mkdir -p secrets
chmod 700 secrets

invent() { LC_ALL=C tr -dc 'A-Za-z0-9' </dev/urandom | head -c "$1"; }
keep() { # name, value
    [ -s "secrets/$1" ] || { printf '%s' "$2" >"secrets/$1" && chmod 644 "secrets/$1"; }
}

keep secret_key "$(invent 64)"
keep postgres_password "$(invent 40)"
keep redis_password "$(invent 40)"
keep database_url "postgres://entente:$(cat secrets/postgres_password)@postgres:5432/entente"
keep broker_url "redis://:$(cat secrets/redis_password)@redis:6379/0"
keep cache_url "redis://:$(cat secrets/redis_password)@cache:6379/0"
keep email_url "smtp+tls://user:password@mail.example:587"
printf '%s\n' "The passwords are in ./secrets. Write your mail server into secrets/email_url."
