-- What a flow's people are told, once for each thing that it is about.
create table runtime.notices (
  flow text not null,
  about text not null,
  subject text not null,
  text text not null,
  since timestamptz not null,
  count bigint not null,
  told_at timestamptz,
  not_before timestamptz not null,
  primary key (flow, about)
);
create index notices_untold on runtime.notices (not_before) where told_at is null;
