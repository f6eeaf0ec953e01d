-- An offer lapses after a notice, and can be accepted late by leave of a case handler.

alter table casework.grant add column late_acceptance jsonb;
alter table casework.grant add column lapse_notice jsonb;
comment on column casework.grant.late_acceptance is 'Who let the offer be accepted late, when, why, and until which day; null without leave.';
comment on column casework.grant.lapse_notice is 'The notice that the offer will lapse: who gave it, when, the last day to answer, the text by language; null before it.';
