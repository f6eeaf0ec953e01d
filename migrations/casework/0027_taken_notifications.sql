-- A notification that the party's own system took is evidence that what it tells of was delivered; one that went by e-mail or to a folder is not.

alter table casework.notification add column taken timestamptz;
comment on column casework.notification.taken is 'When a webhook of the party first took it; null before.';
