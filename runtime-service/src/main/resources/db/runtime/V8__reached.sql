-- Addresses that were told already, where another one could not be.
alter table runtime.notices add column reached text[] not null default '{}';
