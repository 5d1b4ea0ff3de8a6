-- From where a sign-in was started: each address may have only so many under way.
alter table device_code add column address text not null default '';
create index device_code_by_address on device_code (address, expires_at);
