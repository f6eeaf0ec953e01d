-- The applicant chooses the language of its letters.

alter table casework.application add column letter_language text not null default 'nb';
alter table casework.application add constraint application_letter_language_known check (letter_language in ('nb', 'nn'));
comment on column casework.application.letter_language is 'Language of the letters, as the applicant chose it: nb or nn.';
