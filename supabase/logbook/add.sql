-- Gazelle Keeper: the logbook, which every keeper of the Gazelle token shares. It is optional: without it all works as before.
--
-- It holds who looks after the token (each keeper leaves word after a check), and who has changed the token's row, by whatever
-- program. Nothing in it shows a token: tokens are named by their fingerprints. For putting back, the last five values that
-- were replaced are kept where no key of the API reads them, and in Supabase's Vault where the project has it.
--
-- How to run it: after the first file of Gazelle Keeper, in the "SQL Editor" of your project, as that one. It may be run again at
-- any time. All of it is done or nothing. Another file takes it away, with all that it holds.
--
-- Programs that know nothing of it notice nothing: whatever fails in the logbook, the token is written.

begin;

set local client_min_messages = warning;

do $$
begin
  if to_regclass('public.system_settings') is null or to_regprocedure('public.is_system_settings_member()') is null then
    raise exception 'The table public.system_settings is not set up for Gazelle Keeper'
      using hint = 'Run the first file of Gazelle Keeper before this one.';
  end if;
end
$$;

-- Tables ---------------------------------------------------------------------------------------------------------

-- The rows that have a logbook.
create table if not exists public.gazelle_keeper_rows (
  setting text primary key
);

-- Who looks after the row. One line for each keeper: the latest word of it.
create table if not exists public.gazelle_keeper_keepers (
  setting text not null references public.gazelle_keeper_rows on delete cascade,
  name text not null, -- of the computer or the host
  kind text not null, -- 'app', 'command', 'library' or 'function'
  version text not null,
  seen_at timestamptz not null default clock_timestamp(), -- by this server's clock
  did text not null, -- what it last did
  did_at timestamptz not null default clock_timestamp(),
  renews_by text, -- 'refresh-token' or 'web-session'; null where it needs a person
  primary key (setting, name, kind)
);

-- When it last could renew without a person: it may not be able to at the moment, or another program of the same name may not.
alter table public.gazelle_keeper_keepers add column if not exists able_at timestamptz;

-- Who changed the row.
create table if not exists public.gazelle_keeper_history (
  id bigint generated always as identity primary key,
  setting text not null references public.gazelle_keeper_rows on delete cascade,
  at timestamptz not null default clock_timestamp(),
  what text not null, -- 'added', 'changed' or 'removed'
  before text, -- the token's fingerprint; null where there was none
  after text,
  role text, -- the API's or the database's
  application text, -- as the program names itself
  user_id uuid, -- the Supabase user's
  by_keeper boolean not null,
  keeper text -- its name, once it has left word
);

create index if not exists gazelle_keeper_history_setting on public.gazelle_keeper_history (setting, id desc);

-- The values that were replaced last: as they were, or the name of their secret in the Vault.
create table if not exists public.gazelle_keeper_values (
  history bigint primary key references public.gazelle_keeper_history on delete cascade,
  mark text not null, -- the value's SHA-256
  value jsonb,
  secret uuid
);

-- No key of the API reaches the tables, the secret one neither: the functions below are the only way.
do $$
declare
  own text;
begin
  foreach own in array array['gazelle_keeper_rows', 'gazelle_keeper_keepers', 'gazelle_keeper_history', 'gazelle_keeper_values'] loop
    execute format('alter table public.%I enable row level security', own);
    execute format('revoke all on table public.%I from public, anon, authenticated, service_role', own);
  end loop;
  execute format('revoke all on sequence %s from public, anon, authenticated, service_role',
    pg_get_serial_sequence('public.gazelle_keeper_history', 'id'));
end
$$;

insert into public.gazelle_keeper_rows values ('system_settings_row:gazelle_oauth_token') on conflict do nothing;

-- Fingerprints ---------------------------------------------------------------------------------------------------

-- A text without white space, quotation marks and a header's scheme around it; null where that is no token.
create or replace function public.gazelle_keeper_bare_token(p_text text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  token text := btrim(p_text, E' \t\r\n\f');
begin
  token := regexp_replace(token, '^(["''\x60])(.+)\1$', '\2');
  token := btrim(regexp_replace(btrim(token, E' \t\r\n'), '^(authorization\s*:\s*)?(bearer|token)\s+', '', 'i'), E' \t\r\n');
  token := regexp_replace(token, '^(["''\x60])(.+)\1$', '\2');
  if token !~ '^[\x21-\x7e]+$' or token ~ '["''\x60]' or token !~ '[A-Za-z0-9]'
    or token ~* '^(null|none|undefined|nil|nan|void|n/a|true|false|bearer|manual_override|[<([{](null|none|nil|undefined|empty)[>)}\]])$'
  then
    return null;
  end if;
  return token;
end
$$;

-- The token in a value of the row, in the forms that Gazelle Keeper reads; null where there is none, or where it is in doubt.
create or replace function public.gazelle_keeper_token(p_value jsonb, p_depth integer default 0, p_is_within boolean default false)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  text_within text;
  field record;
  token text;
  found_within text;
  is_seat boolean := false;
begin
  if p_depth > 8 or p_value is null then
    return null;
  end if;

  if jsonb_typeof(p_value) = 'string' then
    text_within := ltrim(p_value #>> '{}', chr(65279));
    if text_within !~ '^\s*[{["]' then
      token := public.gazelle_keeper_bare_token(text_within);
      return case when not p_is_within and token ~ '^[\w.~+/=-]{20,}$' then token end;
    end if;
    begin
      return public.gazelle_keeper_token(text_within::jsonb, p_depth + 1, p_is_within);
    exception
      when others then null;
    end;
    begin
      -- A dictionary as Python writes it.
      text_within := regexp_replace(replace(text_within, '''', '"'), '\mNone\M', 'null', 'g');
      text_within := regexp_replace(regexp_replace(text_within, '\mTrue\M', 'true', 'g'), '\mFalse\M', 'false', 'g');
      return public.gazelle_keeper_token(text_within::jsonb, p_depth + 1, p_is_within);
    exception
      when others then return null;
    end;
  end if;

  if jsonb_typeof(p_value) = 'array' then
    return case when jsonb_array_length(p_value) = 1 then public.gazelle_keeper_token(p_value -> 0, p_depth + 1, p_is_within) end;
  end if;
  if jsonb_typeof(p_value) <> 'object' then
    return null;
  end if;

  for field in
    select each.key, each.value, plain.name
    from jsonb_each(p_value) with ordinality as each (key, value, place),
      lateral (select lower(regexp_replace(each.key, '[_\s-]', '', 'g')) as name) as plain
    where length(each.key) <= 20 and plain.name in ('accesstoken', 'apikey', 'token')
    order by plain.name, each.key <> 'access_token', each.place
  loop
    continue when jsonb_typeof(field.value) <> 'string';
    token := public.gazelle_keeper_bare_token(field.value #>> '{}');
    if token is not null and (field.name = 'accesstoken' or not p_is_within or token ~ '^[\w.~+/=-]{20,}$') then
      return token;
    end if;
    is_seat := is_seat or (field.name = 'accesstoken' and field.value #>> '{}' !~ '^\s*[{["]');
  end loop;
  if is_seat then
    return null;
  end if;

  -- In one other field there may be the token's; in two, none is believed.
  for field in
    select each.key, each.value
    from jsonb_each(p_value) as each
    where each.key !~* '^(__proto__$|_?(old|prev|last|former|backup|expired|revoked|history|refresh|id_?token))'
      and (jsonb_typeof(each.value) in ('object', 'array') or each.value #>> '{}' ~ '^\s*[{["]')
  loop
    token := public.gazelle_keeper_token(field.value, p_depth + 1, true);
    if token is not null and found_within is not null then
      return null;
    end if;
    found_within := coalesce(found_within, token);
  end loop;
  return found_within;
end
$$;

-- The name of a value's token, which reveals nothing of it: the first 8 hex digits of its SHA-256.
create or replace function public.gazelle_keeper_fingerprint(p_value jsonb)
returns text
language sql
immutable
set search_path = ''
as $$
  select left(encode(sha256(convert_to(public.gazelle_keeper_token(p_value), 'UTF8')), 'hex'), 8)
$$;

-- The history ----------------------------------------------------------------------------------------------------

-- Deletes values that were kept for these entries of the history, in the Vault too.
create or replace function public.gazelle_keeper_forget(p_history bigint[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  secrets uuid[];
begin
  with forgotten as (
    delete from public.gazelle_keeper_values where history = any (p_history) returning secret
  )
  select array_agg(secret) filter (where secret is not null) into secrets from forgotten;
  if secrets is not null then
    execute 'delete from vault.secrets where id = any ($1)' using secrets;
  end if;
exception
  -- A Vault that is gone has taken its secrets along.
  when undefined_table or invalid_schema_name then
    delete from public.gazelle_keeper_values where history = any (p_history);
end
$$;

-- Keeps the value that an entry of the history has replaced, the last five different ones in all.
create or replace function public.gazelle_keeper_keep(p_setting text, p_history bigint, p_value jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  own_mark text := encode(sha256(convert_to(p_value::text, 'UTF8')), 'hex');
  in_vault uuid;
begin
  if p_value is null or length(p_value::text) > 65536 then
    return;
  end if;
  perform public.gazelle_keeper_forget(array(
    select kept.history
    from public.gazelle_keeper_values as kept join public.gazelle_keeper_history as entry on entry.id = kept.history
    where entry.setting = p_setting and kept.mark = own_mark
  ));
  begin
    if to_regclass('vault.secrets') is not null then
      execute 'select vault.create_secret($1, $2, $3)' into in_vault
        using p_value::text, 'gazelle_keeper_history/' || p_history, 'A value that was replaced, kept by Gazelle Keeper';
    end if;
  exception
    -- A Vault that does not work: the value is kept as it stood in the row.
    when others then in_vault := null;
  end;
  insert into public.gazelle_keeper_values (history, mark, value, secret)
  values (p_history, own_mark, case when in_vault is null then p_value end, in_vault);
  perform public.gazelle_keeper_forget(array(
    select kept.history
    from public.gazelle_keeper_values as kept join public.gazelle_keeper_history as entry on entry.id = kept.history
    where entry.setting = p_setting order by kept.history desc offset 5
  ));
end
$$;

-- The program that asks, as it names itself: to the API by headers, to the database by a setting. Anything in it that is as
-- long as a token is left out.
create or replace function public.gazelle_keeper_application()
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  headers jsonb;
  named text;
begin
  begin
    headers := nullif(current_setting('request.headers', true), '')::jsonb;
  exception
    when others then null;
  end;
  named := coalesce(
    nullif(concat_ws(' ', nullif(headers ->> 'user-agent', ''), nullif(headers ->> 'x-client-info', '')), ''),
    nullif(current_setting('application_name', true), ''));
  named := regexp_replace(named, '[^[:print:]]+', ' ', 'g');
  return left(regexp_replace(named, '[\w~+/=-]{24,}', '…', 'g'), 160);
end
$$;

-- Writes down each change of the token's row. Nothing that fails here, and no lock, holds up the write of the token.
create or replace function public.system_settings_keep_history()
returns trigger
language plpgsql
security definer
set search_path = ''
set lock_timeout = '500ms'
as $$
declare
  own_setting text;
  was_there boolean;
  is_there boolean;
  value_before jsonb;
  value_after jsonb;
  stack text;
  entry bigint;
  old_ones bigint[];
begin
  begin
    own_setting := 'system_settings_row:' || tg_argv[0];
    was_there := tg_op <> 'INSERT' and old.key = tg_argv[0];
    is_there := tg_op <> 'DELETE' and new.key = tg_argv[0];
    if was_there then
      value_before := old.value;
    end if;
    if is_there then
      value_after := new.value;
    end if;
    if not was_there and not is_there or was_there = is_there and value_before is not distinct from value_after then
      return null;
    end if;

    get diagnostics stack = pg_context;
    insert into public.gazelle_keeper_history (setting, what, before, after, role, application, user_id, by_keeper)
    values (
      own_setting,
      case when not was_there then 'added' when not is_there then 'removed' else 'changed' end,
      public.gazelle_keeper_fingerprint(value_before),
      public.gazelle_keeper_fingerprint(value_after),
      coalesce(nullif(current_setting('role', true), 'none'), session_user),
      public.gazelle_keeper_application(),
      auth.uid(),
      -- Of all programs only keepers write by this function.
      stack ~ 'function (public\.)?swap_system_setting\('
    )
    returning id into entry;

    perform public.gazelle_keeper_keep(own_setting, entry, value_before);

    -- 400 days, and 5000 entries where a program writes all the time.
    old_ones := array(
      select id from public.gazelle_keeper_history
      where setting = own_setting and (at < clock_timestamp() - interval '400 days' or id <= (
        select id from public.gazelle_keeper_history where setting = own_setting order by id desc offset 5000 limit 1
      ))
    );
    perform public.gazelle_keeper_forget(old_ones);
    delete from public.gazelle_keeper_history where id = any (old_ones);
  exception
    when others then null; -- the token is more than its history
  end;
  return null;
end
$$;

do $$
declare
  mark text := case md5('gazelle_oauth_token') when 'd70e1314d7f7a666d5be89937bf038cb' then '' else ' ' || left(md5('gazelle_oauth_token'), 8) end;
begin
  execute format('drop trigger if exists %I on public.system_settings', 'gazelle_keeper_history' || mark);
  execute format(
    'create trigger %I after insert or update or delete on public.system_settings '
    'for each row execute function public.system_settings_keep_history(%L)',
    'gazelle_keeper_history' || mark, 'gazelle_oauth_token');
end
$$;

-- What keepers ask -----------------------------------------------------------------------------------------------

-- The logbook of a row as JSON: who looks after it, and the latest p_writes changes of it after the entry p_after.
create or replace function public.gazelle_keeper_logbook(p_setting text, p_writes integer, p_after bigint)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'keepers', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'name', name, 'kind', kind, 'version', version, 'did', did, 'renewsBy', renews_by, 'seenAt', seen_at, 'didAt', did_at,
        'secondsAgo', greatest(0, floor(extract(epoch from clock_timestamp() - seen_at))),
        'ableSecondsAgo',
        case when latest_able is not null then greatest(0, floor(extract(epoch from clock_timestamp() - latest_able))) end
      ) order by seen_at desc), '[]')
      from public.gazelle_keeper_keepers,
        lateral (select coalesce(able_at, case when renews_by is not null then seen_at end) as latest_able) as able
      where setting = p_setting
    ),
    'writes', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', latest.id, 'at', at, 'what', what, 'before', before, 'after', after, 'role', latest.role,
        'application', application, 'user', users.email, 'byKeeper', by_keeper, 'keeper', keeper,
        'isKept', exists (select from public.gazelle_keeper_values where history = latest.id)
      ) order by latest.id desc), '[]')
      from (
        select * from public.gazelle_keeper_history
        where setting = p_setting and id > coalesce(p_after, 0)
        order by id desc limit least(greatest(p_writes, 0), 1000)
      ) as latest
      left join auth.users on users.id = latest.user_id
    )
  )
$$;

-- The logbook for members and the secret key; null for everybody else, and where the row has none.
create or replace function public.system_settings_logbook(p_key text, p_writes integer default 0, p_after bigint default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  own_setting text := 'system_settings_row:' || p_key;
begin
  if not public.is_system_settings_member() or not exists (select from public.gazelle_keeper_rows where setting = own_setting) then
    return null;
  end if;
  return public.gazelle_keeper_logbook(own_setting, p_writes, p_after);
end
$$;

-- Leaves word of a keeper, and answers with the logbook: one question for both. p_heartbeat is JSON: name, kind, version,
-- did, renewsBy, and saved, the fingerprint of a token that it has just put in the row. The time is the server's.
create or replace function public.system_settings_heartbeat(
  p_key text, p_heartbeat text, p_writes integer default 0, p_after bigint default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  own_setting text := 'system_settings_row:' || p_key;
  told jsonb := p_heartbeat::jsonb;
  own_name text := coalesce(nullif(left(regexp_replace(told ->> 'name', '[^[:print:]]+', ' ', 'g'), 60), ''), '?');
begin
  if not public.is_system_settings_member() or not exists (select from public.gazelle_keeper_rows where setting = own_setting) then
    return null;
  end if;

  insert into public.gazelle_keeper_keepers as known (setting, name, kind, version, did, renews_by, able_at)
  values (
    own_setting, own_name,
    case when told ->> 'kind' in ('app', 'command', 'library', 'function') then told ->> 'kind' else 'library' end,
    left(coalesce(told ->> 'version', ''), 30),
    case when told ->> 'did' in ('checked', 'renewed', 'saved', 'restored', 'adopted', 'failed', 'human-needed')
      then told ->> 'did' else 'checked' end,
    case when told ->> 'renewsBy' in ('refresh-token', 'web-session') then told ->> 'renewsBy' end,
    case when told ->> 'renewsBy' in ('refresh-token', 'web-session') then clock_timestamp() end
  )
  on conflict (setting, name, kind) do update set
    version = excluded.version,
    seen_at = clock_timestamp(),
    renews_by = excluded.renews_by,
    able_at = coalesce(excluded.able_at, known.able_at, case when known.renews_by is not null then known.seen_at end),
    -- A look is nothing done: what was done before it is still the last.
    did = case when excluded.did = 'checked' and known.did not in ('failed', 'human-needed') then known.did else excluded.did end,
    did_at = case when excluded.did = 'checked' and known.did not in ('failed', 'human-needed') then known.did_at else clock_timestamp() end;

  if told ->> 'saved' ~ '^[0-9a-f]{8}$' then
    update public.gazelle_keeper_history set keeper = own_name
    where id = (
      select id from public.gazelle_keeper_history
      where setting = own_setting and after = told ->> 'saved' and by_keeper and at > clock_timestamp() - interval '1 hour'
      order by id desc limit 1
    ) and keeper is null;
  end if;

  -- Old ones vanish after 30 days, and all but 100. The last that could renew stays: how long it has been away is worth a word.
  delete from public.gazelle_keeper_keepers as gone
  where gone.setting = own_setting
    and (gone.seen_at < clock_timestamp() - interval '30 days' or gone.seen_at < (
      select seen_at from public.gazelle_keeper_keepers
      where setting = own_setting order by seen_at desc offset 99 limit 1
    ))
    and (gone.seen_at < clock_timestamp() - interval '400 days' or (gone.name, gone.kind) is distinct from (
      select (name, kind) from public.gazelle_keeper_keepers
      where setting = own_setting and (able_at is not null or renews_by is not null)
      order by coalesce(able_at, seen_at) desc limit 1
    ));

  return public.gazelle_keeper_logbook(own_setting, p_writes, p_after);
end
$$;

-- The value that an entry of the history has replaced; null where none is kept. For the secret key and the SQL editor alone: members
-- read the row's token, and no earlier one. A keeper asks for it to try it on Gazelle before it puts it back.
create or replace function public.system_settings_kept_value(p_key text, p_id bigint)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  kept record;
  kept_text text;
begin
  select kept_value.value, kept_value.secret into kept
  from public.gazelle_keeper_values as kept_value join public.gazelle_keeper_history as entry on entry.id = kept_value.history
  where entry.id = p_id and entry.setting = 'system_settings_row:' || p_key;
  if not found then
    return null;
  end if;
  kept_text := kept.value::text;
  if kept.secret is not null then
    execute 'select decrypted_secret from vault.decrypted_secrets where id = $1' into kept_text using kept.secret;
  end if;
  return kept_text::jsonb;
end
$$;

-- Puts that value back as it was, whatever Gazelle says of it. Says whether there was something to put back.
create or replace function public.system_settings_put_back(p_key text, p_id bigint)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
declare
  kept_value jsonb := public.system_settings_kept_value(p_key, p_id);
begin
  if kept_value is null then
    return false;
  end if;
  insert into public.system_settings (key, value) values (p_key, kept_value)
  on conflict (key) do update set value = excluded.value;
  return true;
end
$$;

do $$
declare
  own regprocedure;
begin
  for own in
    select pg_proc.oid::regprocedure from pg_catalog.pg_proc
    where pronamespace = 'public'::regnamespace and (
      proname in ('gazelle_keeper_bare_token', 'gazelle_keeper_token', 'gazelle_keeper_fingerprint', 'gazelle_keeper_forget',
        'gazelle_keeper_keep', 'gazelle_keeper_application', 'gazelle_keeper_logbook')
      or proname in ('system_settings_keep_history', 'system_settings_logbook', 'system_settings_heartbeat', 'system_settings_kept_value',
        'system_settings_put_back')
    )
  loop
    execute format('revoke all on function %s from public, anon, authenticated, service_role', own);
  end loop;
end
$$;
grant execute on function public.system_settings_logbook(text, integer, bigint) to authenticated, service_role;
grant execute on function public.system_settings_heartbeat(text, text, integer, bigint) to authenticated, service_role;
grant execute on function public.system_settings_kept_value(text, bigint) to service_role;
grant execute on function public.system_settings_put_back(text, bigint) to service_role;

-- The API learns of the new functions at once.
notify pgrst, 'reload schema';

commit;
