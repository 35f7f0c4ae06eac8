create table registry.organizations (
    name    text primary key,
    title   text        not null,
    state   text        not null,
    reason  text,
    since   timestamptz not null,
    made_at timestamptz not null
);

create table registry.members (
    organization text        not null references registry.organizations (name),
    subject      text        not null,
    name         text        not null,
    email        text,
    role         text        not null,
    since        timestamptz not null,
    primary key (organization, subject)
);

create index members_by_subject on registry.members (subject);

create table registry.invitations (
    id           uuid primary key,
    organization text        not null references registry.organizations (name),
    email        text        not null,
    role         text        not null,
    -- Of the code in the letter; who reads this table cannot accept for others.
    hash         bytea       not null unique,
    invited_by   text        not null,
    made_at      timestamptz not null,
    until        timestamptz not null
);

create unique index invitations_one_each on registry.invitations (organization, email);

-- What the identity provider has not been told yet.
create table registry.provider_changes (
    id           bigint generated always as identity primary key,
    organization text        not null,
    kind         text        not null,
    subject      text,
    next_at      timestamptz not null
);

create index provider_changes_in_order on registry.provider_changes (organization, id);
