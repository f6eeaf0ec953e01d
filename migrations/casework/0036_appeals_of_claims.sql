-- Upheld appeals against claims: less is claimed, and what came in beyond is paid back.

alter table casework.instalment drop constraint instalment_source_known;
alter table casework.instalment add constraint instalment_source_known check (source in ('call', 'awaited', 'next_year', 'repaid'));
comment on column casework.instalment.source is 'The frame it is promised from: the call''s, next year''s that it waits for, or next year''s that it was given from; or what was repaid, which is paid back.';

alter table casework.decision drop constraint decision_kind_known;
alter table casework.decision add constraint decision_kind_known
    check (kind in ('grant', 'partial_grant', 'refusal', 'dismissal', 'lapse', 'raise', 'claim', 'appeal_reversal', 'appeal_upheld',
        'appeal_rejected', 'appeal_annulled', 'appeal_dismissal', 'reconsidered', 'reversal', 'correction', 'change', 'change_refusal',
        'claim_reversal', 'claim_upheld'));
