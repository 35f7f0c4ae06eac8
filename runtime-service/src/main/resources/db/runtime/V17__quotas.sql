-- What entered flows in the window of now, by all processes; a row is used again for the next window.
create table runtime.quota_uses (
  organization text not null,
  quota text not null,
  began timestamptz not null,
  used bigint not null,
  primary key (organization, quota)
);
