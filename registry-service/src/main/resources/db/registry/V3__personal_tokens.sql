create table registry.personal_tokens (
    id           uuid primary key,
    organization text        not null,
    subject      text        not null,
    owner_name   text        not null,
    name         text        not null,
    -- Words parted by blanks, as OAuth writes them.
    scopes       text        not null,
    -- SHA-256 of the whole token; who reads this table cannot act for others.
    hash         bytea       not null unique,
    tail         text        not null,
    made_at      timestamptz not null,
    expires_at   timestamptz not null,
    used_at      timestamptz,
    revoked_at   timestamptz
);

create index personal_tokens_by_owner on registry.personal_tokens (organization, subject);
