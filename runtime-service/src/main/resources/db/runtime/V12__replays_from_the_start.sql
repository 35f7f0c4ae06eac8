-- From the start a message goes once for all dead letters of its execution.
alter table runtime.replay_messages add column dead_letters text[] not null default '{}';
update runtime.replay_messages set dead_letters = array[dead_letter] where dead_letter is not null;
alter table runtime.replay_messages drop column dead_letter;
