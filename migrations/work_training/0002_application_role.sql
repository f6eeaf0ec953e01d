-- The role that services sign in with: see 0041 of the tables that all schemes share.

grant usage on schema work_training to tildeling_application;
grant select, insert, update on all tables in schema work_training to tildeling_application;
alter default privileges in schema work_training grant select, insert on tables to tildeling_application;
