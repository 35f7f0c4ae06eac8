-- The changed copy with everything hidden that depends on a secret; null where the message's mask
-- alone says what may be seen of it.
alter table runtime.dead_letters add column edited_seen bytea;
