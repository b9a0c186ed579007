-- Gazelle Keeper: the table that holds the Gazelle token, and who may read and write it.
--
-- How to run it: open your project on supabase.com, "SQL Editor", "New query", paste this whole file, press "Run".
-- It may be run again at any time, and on a table that already has rows: no row's key or value is changed. All of it is done
-- or nothing: where something stands in the way, it says what, and the table is as it was.
--
-- Then put each person who uses Gazelle Keeper on the list of members, with the email of their Supabase user:
--
--   insert into public.system_settings_members (user_id)
--   select id from auth.users where email = 'someone@example.com'
--   on conflict do nothing;
--
-- What changes for programs you already have:
--   * Programs with the secret (service_role) key read and write as before.
--   * Everybody else now needs to be a member. If another program reads other rows of this table with the publishable
--     (anon) key, give it a policy of its own; the rows of the Gazelle token stay closed to it whatever that policy says.

begin;

-- The table ------------------------------------------------------------------------------------------------------

do $$
declare
  kind "char" := (select relkind from pg_catalog.pg_class where oid = to_regclass('public.system_settings'));
begin
  if kind not in ('r', 'p') then
    raise exception 'public.system_settings is %, but Gazelle Keeper needs a table',
        case kind when 'v' then 'a view' when 'm' then 'a materialized view' else 'not a table of this database' end
      using hint = 'Run this file for the table that holds the rows. '
        'In the settings of Gazelle Keeper, enter the name of that table and copy the SQL again: it is written for that name.';
  end if;
end
$$;

create table if not exists public.system_settings (
  key text primary key,
  value jsonb,
  updated_at timestamptz default now()
);

-- An older table may lack the column: its rows get the time of this run.
alter table public.system_settings add column if not exists updated_at timestamptz default now();

do $$
declare
  key_type text;
  key_length integer;
  value_type text;
  time_type text;
  computed text;
  doubled text;
  parted_by text;
  deferred record;
  wrong name; -- the column whose type has to change
  fault text;
  change text;
  consequence text;
  drops text;
  views text;
begin
  select
    max(format_type(atttypid, null)) filter (where attname = 'key'),
    max(format_type(atttypid, null)) filter (where attname = 'value'),
    max(format_type(atttypid, null)) filter (where attname = 'updated_at'),
    max(attname) filter (where attgenerated <> '' and attname in ('key', 'value', 'updated_at')),
    max(atttypmod - 4) filter (where attname = 'key' and atttypmod > 4)
  into key_type, value_type, time_type, computed, key_length
  from pg_catalog.pg_attribute
  where attrelid = 'public.system_settings'::regclass and attnum > 0 and not attisdropped;

  if key_type is null or key_type not in ('text', 'character varying') then
    raise exception 'public.system_settings.key is %, but Gazelle Keeper needs text', coalesce(key_type, 'missing')
      using hint = 'Gazelle Keeper needs a table with the columns key and value. '
        'In its settings, enter the name of another table and copy the SQL again: it is written for that name.';
  end if;

  if computed is not null then
    raise exception 'public.system_settings.% is computed by the database, and nothing can be written to it', computed
      using hint = format('alter table public.system_settings alter column %I drop expression;', computed);
  end if;

  -- A key is unique in a partitioned table only where the table is divided by nothing else.
  select pg_get_partkeydef(partrelid) into parted_by
  from pg_catalog.pg_partitioned_table
  where partrelid = 'public.system_settings'::regclass and exists (
    select from unnest(partattrs::int2[]) as by_column
    where by_column is distinct from (select attnum from pg_catalog.pg_attribute where attrelid = partrelid and attname = 'key')
  );
  if parted_by is not null then
    raise exception 'public.system_settings is divided into partitions by %, and no key can be unique in it', parted_by
      using hint = 'Gazelle Keeper needs a table in which every key is there once. '
        'In its settings, enter the name of another table and copy the SQL again: it is written for that name.';
  end if;

  -- The longest key is that of the row beside the token's.
  if key_length < length('gazelle_oauth_token.lease') then
    wrong := 'key';
    fault := format('holds %s characters, but Gazelle Keeper needs %s', key_length, length('gazelle_oauth_token.lease'));
    change := 'alter table public.system_settings alter column key type text;';
    consequence := 'After the change in the hint, programs read the same as before.';
  elsif value_type is distinct from 'jsonb' then
    wrong := 'value';
    fault := format('is %s, but Gazelle Keeper needs jsonb', coalesce(value_type, 'missing'));
    change := case
        when value_type is null then 'alter table public.system_settings add column value jsonb;'
        when value_type = 'json' then
          'alter table public.system_settings alter column value drop default, alter column value type jsonb using value::jsonb;'
        when value_type in ('text', 'character varying', 'character') then
          'alter table public.system_settings alter column value drop default, alter column value type jsonb using to_jsonb(value);'
        else 'In the settings of Gazelle Keeper, enter the name of another table and copy the SQL again.'
      end;
    consequence := case
        when value_type = 'json' then
          'After the change in the hint, programs read the same as before; the order of the fields may be another.'
        when value_type in ('text', 'character varying', 'character') then
          'After the change in the hint, programs that read the row through the API get the same text as before. '
          'SQL that reads the column gets the text by: value #>> ''{}'''
        else 'Nothing was changed.'
      end;
  elsif time_type not in ('timestamp with time zone', 'timestamp without time zone') then
    wrong := 'updated_at';
    fault := format('is %s, but Gazelle Keeper needs timestamptz', time_type);
    change := case
        when time_type in ('smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision') then
          'alter table public.system_settings alter column updated_at drop default, alter column updated_at type timestamptz '
          'using to_timestamp(case when updated_at > 100000000000 then updated_at / 1000.0 else updated_at end);'
        when time_type in ('text', 'character varying', 'date') then
          'alter table public.system_settings alter column updated_at drop default, alter column updated_at type timestamptz '
          'using updated_at::timestamptz;'
        else 'alter table public.system_settings rename column updated_at to updated_at_before;'
      end;
    consequence := 'After the change in the hint, programs that read updated_at get a time such as 2026-01-31T12:00:00+00:00.';
  end if;

  if fault is not null then
    -- The type of a column that a view uses cannot be changed: the views go first, those that use another view before it.
    if change like 'alter table % type %' then
      with recursive using_it as (
        select ev_class as view, 1 as depth
        from pg_catalog.pg_depend
        join pg_catalog.pg_rewrite on pg_rewrite.oid = objid and classid = 'pg_catalog.pg_rewrite'::regclass
        join pg_catalog.pg_attribute on attrelid = refobjid and attnum = refobjsubid and attname = wrong
        where refclassid = 'pg_catalog.pg_class'::regclass and refobjid = 'public.system_settings'::regclass
        union
        select ev_class, depth + 1
        from using_it
        join pg_catalog.pg_depend on refobjid = view and refclassid = 'pg_catalog.pg_class'::regclass
        join pg_catalog.pg_rewrite on pg_rewrite.oid = objid and classid = 'pg_catalog.pg_rewrite'::regclass
        where ev_class <> view
      ),
      in_order as (
        select oid, case relkind when 'm' then 'materialized view' else 'view' end as kind, max(depth) as depth
        from using_it join pg_catalog.pg_class on oid = view
        group by oid, relkind
      )
      select
        string_agg(format('drop %s %s; ', kind, oid::regclass), '' order by depth desc),
        string_agg(format('create %s %s as %s', kind, oid::regclass, pg_get_viewdef(oid)), ' ' order by depth)
      into drops, views
      from in_order;
    end if;
    if drops is not null then
      change := drops || change;
      consequence := consequence || ' A view uses the column and has to go first. Make it again afterwards, and see that it '
        || 'reads the new type: ' || views;
    end if;
    raise exception 'public.system_settings.% %', wrong, fault using hint = change, detail = consequence;
  end if;

  -- "on conflict (key)" cannot go by a constraint that may be checked later, and stumbles over one beside another.
  select conname, pg_get_constraintdef(pg_constraint.oid) as definition into deferred
  from pg_catalog.pg_constraint
  join pg_catalog.pg_attribute on attrelid = conrelid and attname = 'key'
  where conrelid = 'public.system_settings'::regclass and contype in ('p', 'u') and condeferrable and conkey = array[attnum];
  if found then
    raise exception 'public.system_settings has a key that is deferrable (%), and no row can be added safely', deferred.conname
      using
        hint = format('alter table public.system_settings drop constraint %I, add constraint %I %s;', deferred.conname,
          deferred.conname, substring(deferred.definition from '^[^)]*[)]')),
        detail = 'After the change in the hint, a key that is there already is refused at once, not at the end of a transaction.';
  end if;

  -- Two rows with one key could not be swapped safely, and "upsert by key" needs the index as well.
  if not exists (
    select from pg_catalog.pg_index
    join pg_catalog.pg_attribute on attrelid = indrelid and attname = 'key'
    where indrelid = 'public.system_settings'::regclass
      and indisunique and indisvalid and indimmediate and indpred is null
      and indnkeyatts = 1 and indkey[0] = attnum
  ) then
    select key into doubled from public.system_settings where key is not null group by key having count(*) > 1 limit 1;
    if doubled is not null then
      raise exception 'public.system_settings has several rows with the key %', doubled
        using hint = 'Open the table in the Table Editor, delete all but one of these rows, and run this file again.';
    end if;
    create unique index system_settings_key on public.system_settings (key);
  end if;
end
$$;

alter table public.system_settings alter column updated_at set default now();

-- updated_at -----------------------------------------------------------------------------------------------------

-- Every write changes updated_at, also when two writes share a microsecond or the server's clock is set back:
-- other programs do not set it, and Gazelle Keeper tells "somebody wrote in between" from it.
create or replace function public.system_settings_set_updated_at()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.updated_at := clock_timestamp();
  if tg_op = 'UPDATE' and old.updated_at >= new.updated_at then
    new.updated_at := old.updated_at + interval '1 microsecond';
  end if;
  return new;
end
$$;

drop trigger if exists system_settings_set_updated_at on public.system_settings;
create trigger system_settings_set_updated_at
  before insert or update on public.system_settings
  for each row execute function public.system_settings_set_updated_at();

-- A write conditional on updated_at never matches a null: the trigger fills the gaps.
update public.system_settings set updated_at = null where updated_at is null;

-- Members --------------------------------------------------------------------------------------------------------

-- Who may read and write the settings. Only the SQL editor sees this list: no API key does.
create table if not exists public.system_settings_members (
  user_id uuid primary key references auth.users (id) on delete cascade,
  added_at timestamptz not null default now()
);

alter table public.system_settings_members enable row level security;
revoke all on table public.system_settings_members from public, anon, authenticated, service_role;

-- May the caller see the settings? Besides the policies below, Gazelle Keeper asks this to tell "the row is hidden from
-- you" from "there is no row": row-level security answers both with nothing.
-- SECURITY DEFINER, because the caller may not read the list; the role is the one that the API switched to.
create or replace function public.is_system_settings_member()
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select current_setting('role', true) = 'service_role'
      or exists (select from public.system_settings_members where user_id = auth.uid())
$$;

revoke all on function public.is_system_settings_member() from public;
grant execute on function public.is_system_settings_member() to anon, authenticated, service_role;

-- Row-level security ---------------------------------------------------------------------------------------------

alter table public.system_settings enable row level security;

-- A partition is a table of its own, too, which no policy of this one covers: nobody reaches it but by way of this table.
do $$
declare
  partition regclass;
begin
  for partition in
    with recursive below as (
      select inhrelid from pg_catalog.pg_inherits where inhparent = 'public.system_settings'::regclass
      union
      select pg_inherits.inhrelid from below join pg_catalog.pg_inherits on inhparent = below.inhrelid
    )
    select inhrelid from below
  loop
    execute format('alter table %s enable row level security', partition);
    execute format('revoke all on table %s from public, anon, authenticated', partition);
  end loop;
end
$$;

-- Policies hold for what is granted here, and TRUNCATE knows no policies. Nobody deletes settings through the API.
-- anon may ask, and row-level security shows it nothing; what it writes is refused.
revoke all on table public.system_settings from public, anon, authenticated;
grant select on table public.system_settings to anon;
grant select, insert, update on table public.system_settings to authenticated;
grant all on table public.system_settings to service_role;

drop policy if exists "members read settings" on public.system_settings;
create policy "members read settings" on public.system_settings
  for select to authenticated
  using ((select public.is_system_settings_member()));

drop policy if exists "members add settings" on public.system_settings;
create policy "members add settings" on public.system_settings
  for insert to authenticated
  with check ((select public.is_system_settings_member()));

drop policy if exists "members change settings" on public.system_settings;
create policy "members change settings" on public.system_settings
  for update to authenticated
  using ((select public.is_system_settings_member()))
  with check ((select public.is_system_settings_member()));

-- A policy that was here before, say "anyone may read", would open the token's rows as well: policies add up. A
-- restrictive one does not. It covers 'gazelle_oauth_token' and the rows beside it.
drop policy if exists "only members reach the Gazelle token" on public.system_settings;
create policy "only members reach the Gazelle token" on public.system_settings
  as restrictive
  for all to public
  using (not starts_with(key, 'gazelle_oauth_token') or (select public.is_system_settings_member()))
  with check (not starts_with(key, 'gazelle_oauth_token') or (select public.is_system_settings_member()));

-- Compare-and-swap -----------------------------------------------------------------------------------------------

-- Writes p_value only while the row still holds p_expected, and gives the row as it then is; no row means that somebody
-- else was faster and nothing was written. p_expected null stands for "there is no such row yet".
-- JSON comes as text, because a jsonb argument that is itself a JSON string would arrive as something else; it is
-- compared as jsonb, so spaces and the order of fields do not matter.
-- After p_not_after, where that is given, nothing is written either: whoever asked slept on the way, and what the write was
-- decided by may be true no more.
-- SECURITY INVOKER: the policies above decide who may swap.
-- An older version of this file made the function without the time; two with one name could not be told apart.
drop function if exists public.swap_system_setting(text, text, text);
create or replace function public.swap_system_setting(
  p_key text, p_expected text, p_value text, p_not_after timestamptz default null
)
returns setof public.system_settings
language plpgsql
security invoker
set search_path = ''
as $$
begin
  if p_value is null then
    raise exception 'swap_system_setting: p_value is null, nothing was written' using errcode = 'null_value_not_allowed';
  end if;

  if clock_timestamp() > p_not_after then
    return;
  end if;

  if p_expected is null then
    return query
      insert into public.system_settings (key, value) values (p_key, p_value::jsonb)
      on conflict (key) do nothing
      returning *;
  else
    return query
      update public.system_settings set value = p_value::jsonb
      where key = p_key and coalesce(value, 'null'::jsonb) = p_expected::jsonb
      returning *;
  end if;
end
$$;

revoke all on function public.swap_system_setting(text, text, text, timestamptz) from public, anon;
grant execute on function public.swap_system_setting(text, text, text, timestamptz) to authenticated, service_role;

-- Reading --------------------------------------------------------------------------------------------------------

-- The row as the primary database has it: a table that is read may be answered by a replica that lags behind, a function
-- that is called by POST is not. The value comes as its JSON text, to the last digit of its numbers.
-- SECURITY INVOKER: the policies above decide who may read.
create or replace function public.read_system_setting(p_key text)
returns table (value text, updated_at text)
language sql
stable
security invoker
set search_path = ''
as $$
  select to_jsonb(setting.value)::text, to_json(setting.updated_at) #>> '{}'
  from public.system_settings as setting
  where setting.key = p_key
$$;

revoke all on function public.read_system_setting(text) from public;
grant execute on function public.read_system_setting(text) to anon, authenticated, service_role;

-- A rehearsal ----------------------------------------------------------------------------------------------------

-- Would this swap be written? It is carried out, with all grants, policies, triggers, constraints and columns of the table,
-- and undone: nothing has changed afterwards, updated_at neither. Gazelle Keeper asks this when it is set up, and before it
-- spends a refresh token, whose successor would have to be saved. Without p_value the row's own value is written.
-- False where the swap finds nothing: somebody else was faster, or row-level security hides the row; where it is refused,
-- that error.
drop function if exists public.rehearse_system_setting_swap(text);
create or replace function public.rehearse_system_setting_swap(
  p_key text, p_expected text default null, p_value text default null
)
returns boolean
language plpgsql
security invoker
set search_path = ''
as $$
declare
  old_value text := p_expected;
  was_written boolean;
begin
  if p_value is null then
    select coalesce(value, 'null'::jsonb)::text into old_value from public.system_settings where key = p_key for update;
  end if;
  begin
    perform from public.swap_system_setting(p_key, old_value, coalesce(p_value, old_value, '{}'));
    was_written := found;
    set constraints all immediate; -- what would be checked at the end only is checked now
    raise exception using errcode = 'GK001', message = 'rehearsed';
  exception
    when sqlstate 'GK001' then null; -- an error that is caught takes back what was done before it
  end;
  return was_written;
end
$$;

revoke all on function public.rehearse_system_setting_swap(text, text, text) from public, anon;
grant execute on function public.rehearse_system_setting_swap(text, text, text) to authenticated, service_role;

-- Last of all: is there a place for the rows of Gazelle Keeper? A table that is divided by its keys may have none.
do $$
begin
  if not exists (select from pg_catalog.pg_partitioned_table where partrelid = 'public.system_settings'::regclass) then
    return;
  end if;
  begin
    insert into public.system_settings (key, value)
    select unnest(array['gazelle_oauth_token', 'gazelle_oauth_token.lease']), '{}'
    on conflict (key) do nothing;
    raise exception using errcode = 'GK001', message = 'rehearsed';
  exception
    when sqlstate 'GK001' then null; -- an error that is caught takes back what was done before it
    when check_violation then
      if sqlerrm like 'no partition of relation%' then
        raise exception 'public.system_settings has no partition for the key gazelle_oauth_token or gazelle_oauth_token.lease'
          using hint = format('create table public.%I partition of public.system_settings default;', 'system_settings_default');
      end if;
    -- Gazelle Keeper tells of every other column and trigger that stands in its way when it is set up.
    when others then null;
  end;
end
$$;

-- The API learns of the new functions at once.
notify pgrst, 'reload schema';

commit;
