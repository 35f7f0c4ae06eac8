-- Who the platform is to a provider of OAuth 2; owner '' is everybody's, else an organization.
create table runtime.oauth_clients (
  owner text not null,
  component text not null,
  version integer not null,
  client_id text not null,
  hosts text[] not null,
  last_four text not null,
  changed_at timestamptz not null,
  data_key uuid not null references runtime.data_keys (id),
  secret bytea not null,
  primary key (owner, component)
);

create index oauth_clients_data_key on runtime.oauth_clients (data_key);

-- Consents asked for at providers: ten minutes at most, so that no data key goes before them.
create table runtime.oauth_consents (
  state text primary key,
  connection uuid not null references runtime.connections (id) on delete cascade,
  organization text not null,
  name text not null,
  component text not null,
  subject text not null,
  person text not null,
  client_id text not null,
  client_auth text not null,
  authorization_uri text not null,
  token_uri text not null,
  expires_at timestamptz not null,
  answered boolean not null default false,
  declined text,
  confirmation text,
  wrong integer not null default 0,
  data_key uuid not null,
  secrets bytea not null,
  unique (connection, subject)
);

-- Tokens of connections. in_doubt: the provider was asked for others, and its answer is not here.
create table runtime.oauth_authorizations (
  connection uuid primary key references runtime.connections (id) on delete cascade,
  organization text not null,
  name text not null,
  version integer not null,
  subject text not null,
  person text not null,
  client_id text not null,
  client_auth text not null,
  token_uri text not null,
  obtained_at timestamptz not null,
  expires_at timestamptz not null,
  refresh_at timestamptz not null,
  claimed_until timestamptz,
  in_doubt boolean not null default false,
  trouble text,
  ended_at timestamptz,
  ended_reason text,
  data_key uuid not null references runtime.data_keys (id),
  tokens bytea not null
);

create index oauth_authorizations_due on runtime.oauth_authorizations (refresh_at)
  where ended_at is null;
create index oauth_authorizations_data_key on runtime.oauth_authorizations (data_key);
