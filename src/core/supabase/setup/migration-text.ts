// Made of supabase/migrations/20250601000000_system_settings.sql, supabase/migrations/20261129000000_journal.sql by migration.test.ts.
export const migrationText = `-- Gazelle Keeper: the table that holds the Gazelle token, and who may read and write it.
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
--   * Everybody else needs to be a member to reach the rows of the Gazelle token: those whose key begins with
--     gazelle_oauth_token. To a program with the publishable (anon) key Supabase answers as if there were no such row, and
--     without an error: let that program sign in as a member, or run it on a server with the secret key.
--   * The other rows of the table stay as they were: who could read or write them still can, and nobody else.
--   * Views, functions and other objects that go round this protection are not changed. They are listed at the end, each
--     with the SQL that closes it. An empty list means that none was found.

begin;

-- Of all notices only those of this file are worth reading.
set local client_min_messages = warning;

-- The table ------------------------------------------------------------------------------------------------------

do $$
declare
  kind "char" := (select relkind from pg_catalog.pg_class where oid = to_regclass('public.system_settings'));
  whole regclass := (
    select inhparent from pg_catalog.pg_inherits join pg_catalog.pg_class on oid = inhrelid
    where inhrelid = to_regclass('public.system_settings') and relispartition
  );
begin
  if kind not in ('r', 'p') then
    raise exception 'public.system_settings is %, but Gazelle Keeper needs a table',
        case kind when 'v' then 'a view' when 'm' then 'a materialized view' else 'not a table of this database' end
      using hint = 'Run this file for the table that holds the rows. '
        'In the settings of Gazelle Keeper, enter the name of that table and copy the SQL again: it is written for that name.';
  end if;
  if whole is not null then
    raise exception 'public.system_settings is a partition of %, but Gazelle Keeper needs a whole table', whole
      using hint = 'In the settings of Gazelle Keeper, enter the name of the whole table and copy the SQL again: it is written '
        'for that name.';
  end if;
end
$$;

-- A new table is nobody's until the policies below let members in. anon may ask, and row-level security shows it nothing.
do $$
begin
  if to_regclass('public.system_settings') is not null then
    return;
  end if;
  create table if not exists public.system_settings (
    key text primary key,
    value jsonb,
    updated_at timestamptz default now()
  );
  alter table public.system_settings enable row level security;
  revoke all on table public.system_settings from public, anon, authenticated;
  grant select on table public.system_settings to anon;
  grant select, insert, update on table public.system_settings to authenticated;
end
$$;

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

-- Who may read and write the Gazelle token. Only the SQL editor sees this list: no API key does.
create table if not exists public.system_settings_members (
  user_id uuid primary key references auth.users (id) on delete cascade,
  added_at timestamptz not null default now()
);

alter table public.system_settings_members enable row level security;
revoke all on table public.system_settings_members from public, anon, authenticated, service_role;

-- May the caller see the Gazelle token? Besides the policies below, Gazelle Keeper asks this to tell "the row is hidden from
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

-- Open to everybody, as it tells each caller no more than that: who may not call it could read no row of the table at all,
-- because the policies call it.
grant execute on function public.is_system_settings_member() to public, anon, authenticated, service_role;

-- Row-level security ---------------------------------------------------------------------------------------------

-- The token's rows are those of starts_with(key, 'gazelle_oauth_token'): its own and those beside it. The policies are about these
-- alone, and leave the others as they were. A row of another key has policies of its own, and keeps them: their names end with
-- a mark of the key.

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
    select inhrelid from below join pg_catalog.pg_class on oid = inhrelid where relispartition and relkind in ('r', 'p')
  loop
    execute format('alter table %s enable row level security', partition);
    execute format('revoke all on table %s from public, anon, authenticated', partition);
  end loop;
end
$$;

-- This table, those that inherit from it, and those that it inherits from: whoever reads one of the latter reads its rows.
do $$
declare
  relation regclass;
  mark text := case md5('gazelle_oauth_token') when 'd70e1314d7f7a666d5be89937bf038cb' then '' else ' ' || left(md5('gazelle_oauth_token'), 8) end;
begin
  for relation in
    with recursive below as (
      select 'public.system_settings'::regclass as oid
      union
      select inhrelid::regclass from below join pg_catalog.pg_inherits on inhparent = below.oid
    ),
    above as (
      select 'public.system_settings'::regclass as oid
      union
      select inhparent::regclass from above join pg_catalog.pg_inherits on inhrelid = above.oid
    ),
    family as (select oid from below union select oid from above)
    select family.oid
    from family join pg_catalog.pg_class on pg_class.oid = family.oid
    where not relispartition or family.oid = 'public.system_settings'::regclass
  loop
    begin
      -- Without row-level security the grants alone decided, and for the other rows they still do.
      if not (select relrowsecurity from pg_catalog.pg_class where oid = relation) then
        execute format('drop policy if exists "other settings as before" on %s', relation);
        execute format(
          'create policy "other settings as before" on %s for all to public '
          'using (starts_with(key, %L) is not true) with check (starts_with(key, %2$L) is not true)',
          relation, 'gazelle_oauth_token');
        execute format('alter table %s enable row level security', relation);
      end if;

      -- A policy that was here before, say "anyone may read", would open the token's rows as well: policies add up. A
      -- restrictive one does not.
      execute format('drop policy if exists %I on %s', 'only members reach the Gazelle token' || mark, relation);
      execute format(
        'create policy %3$I on %1$s as restrictive for all to public '
        'using (starts_with(key, %2$L) is not true or (select public.is_system_settings_member())) '
        'with check (starts_with(key, %2$L) is not true or (select public.is_system_settings_member()))',
        relation, 'gazelle_oauth_token', 'only members reach the Gazelle token' || mark);

      -- Nobody deletes the token through the API.
      execute format('drop policy if exists %I on %s', 'nobody deletes the Gazelle token' || mark, relation);
      execute format(
        'create policy %3$I on %1$s as restrictive for delete to public using (starts_with(key, %2$L) is not true)',
        relation, 'gazelle_oauth_token', 'nobody deletes the Gazelle token' || mark);

      -- TRUNCATE knows no policies. A trigger or a foreign key on the table sees its rows.
      execute format('revoke truncate, references, trigger on table %s from public, anon, authenticated', relation);
    exception
      when others then
        if relation = 'public.system_settings'::regclass then
          raise;
        end if;
        -- It has another owner, or no column key: the list at the end names it.
        null;
    end;
  end loop;
end
$$;

-- Policies hold for what is granted. What members need and the signed-in users of the API did not have is granted for the
-- token's rows alone: an older policy would open the other rows as well.
do $$
declare
  command text;
  own text := format('starts_with(key, %L)', 'gazelle_oauth_token');
  before text; -- what an earlier run has made, for this key or another
  condition text;
begin
  foreach command in array array['select', 'insert', 'update'] loop
    before := (
      select pg_get_expr(coalesce(polqual, polwithcheck), polrelid) from pg_catalog.pg_policy
      where polrelid = 'public.system_settings'::regclass and polname = command || ' of the Gazelle token alone'
    );
    continue when before is null and has_table_privilege('authenticated', 'public.system_settings', command);
    condition := case when strpos(before, quote_literal('gazelle_oauth_token')) > 0 then before
      else concat_ws(' or ', before, own) end;
    execute format('drop policy if exists %I on public.system_settings', command || ' of the Gazelle token alone');
    execute concat(
      format('create policy %I on public.system_settings as restrictive for %s to authenticated',
        command || ' of the Gazelle token alone', command),
      case when command <> 'insert' then concat(' using (', condition, ')') end,
      case when command <> 'select' then concat(' with check (', condition, ')') end);
    execute format('grant %s on table public.system_settings to authenticated', command);
  end loop;
end
$$;

grant all on table public.system_settings to service_role;

-- An older version of this file let members read and write all settings.
do $$
declare
  mark text := case md5('gazelle_oauth_token') when 'd70e1314d7f7a666d5be89937bf038cb' then '' else ' ' || left(md5('gazelle_oauth_token'), 8) end;
  may text := '(starts_with(key, %L) and (select public.is_system_settings_member()))';
  made record;
begin
  for made in
    select * from (values
      ('members read settings', 'for select', 'using ' || may),
      ('members add settings', 'for insert', 'with check ' || may),
      ('members change settings', 'for update', 'using ' || may || ' with check ' || replace(may, '%L', '%1$L'))
    ) as policy (name, verb, condition)
  loop
    execute format('drop policy if exists %I on public.system_settings', made.name || mark);
    execute format('create policy %I on public.system_settings ', made.name || mark) || made.verb || ' to authenticated '
      || format(made.condition, 'gazelle_oauth_token');
  end loop;
end
$$;

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

-- A renewal ------------------------------------------------------------------------------------------------------

-- What comes before a refresh token is spent, in one request: rehearses that the row can take its successor, takes the lease of
-- the row beside it, which becomes p_taken if it is p_lease or missing, and gives both rows. has_begun is false, and nothing has
-- changed, where the row is not as expected or would not take p_value; then no lease is given either. It is false too where
-- the lease is another, which is given then.
-- Whether a lease is over the keepers judge, all by one time, that of the answers: the clock of this database may be another.
-- SECURITY INVOKER: the policies above decide who may do each of these.
create or replace function public.begin_system_setting_renewal(
  p_key text, p_expected text, p_value text, p_lease text, p_taken text
)
returns table (has_begun boolean, value text, updated_at text, lease text, lease_updated_at text)
language plpgsql
security invoker
set search_path = ''
as $$
declare
  lease_key text := p_key || '.lease';
  was_taken boolean;
begin
  if not public.rehearse_system_setting_swap(p_key, p_expected, p_value) then
    return query select false, null::text, null::text, null::text, null::text;
    return;
  end if;

  perform from public.swap_system_setting(lease_key, p_lease, p_taken);
  was_taken := found;
  if not was_taken then
    insert into public.system_settings (key, value) values (lease_key, p_taken::jsonb) on conflict (key) do nothing;
    was_taken := found;
  end if;

  return query
    select was_taken, to_jsonb(setting.value)::text, to_json(setting.updated_at) #>> '{}',
      to_jsonb(beside.value)::text, to_json(beside.updated_at) #>> '{}'
    from public.system_settings as setting, public.system_settings as beside
    where setting.key = p_key and beside.key = lease_key;
end
$$;

revoke all on function public.begin_system_setting_renewal(text, text, text, text, text) from public, anon;
grant execute on function public.begin_system_setting_renewal(text, text, text, text, text) to authenticated, service_role;

-- What comes after it, in one request: swaps as above, gives the lease back while it still is p_lease, and gives the row as
-- it then is. No row means that the swap was lost; then the lease stays as well, because the new token is in no row.
-- A lease that cannot be given back is no reason to lose a token: it ends by itself.
create or replace function public.settle_system_setting_renewal(
  p_key text, p_expected text, p_value text, p_lease text, p_not_after timestamptz default null
)
returns table (value text, updated_at text, was_given_back boolean)
language plpgsql
security invoker
set search_path = ''
as $$
declare
  was_free boolean := false;
begin
  perform from public.swap_system_setting(p_key, p_expected, p_value, p_not_after);
  if not found then
    return;
  end if;

  begin
    perform from public.swap_system_setting(p_key || '.lease', p_lease, '{"holder": null, "until": 0}');
    was_free := found;
  exception
    when others then null; -- an error that is caught takes back nothing of what was done before it
  end;

  return query
    select to_jsonb(setting.value)::text, to_json(setting.updated_at) #>> '{}', was_free
    from public.system_settings as setting
    where setting.key = p_key;
end
$$;

revoke all on function public.settle_system_setting_renewal(text, text, text, text, timestamptz) from public, anon;
grant execute on function public.settle_system_setting_renewal(text, text, text, text, timestamptz) to authenticated, service_role;

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

-- Bypasses -------------------------------------------------------------------------------------------------------

-- What goes round the policies: each object that shows the token's rows, or may, to roles whom the policies would stop.
-- "kind" is 'view', 'materialized view', 'function' (it changes nothing: stable or immutable), 'volatile function', 'table',
-- 'foreign table', 'copy' (another table with a row of the token's key, or with the token in it), 'trigger', 'rule', 'publication' or 'role';
-- "name" is the object's, as SQL writes it; "open_to" names the roles; "remedy" is the SQL that closes it, or that shows
-- what has to be looked at.
-- It reads the catalogue and knows what is written there: SQL that a function puts together while it runs is not.
-- SECURITY INVOKER: whoever asks sees no row that they could not read. A signed-in user who is no member is told nothing.
create or replace function public.system_settings_bypasses()
returns table (kind text, name text, open_to text, remedy text)
language plpgsql
stable
security invoker
set search_path = ''
as $$
#variable_conflict use_column
declare
  other record;
  has_row boolean;
  secrets text[];
begin
  if current_user in ('anon', 'authenticated') and not public.is_system_settings_member() then
    return;
  end if;

  return query
  with recursive below as (
    select 'public.system_settings'::regclass::oid as oid
    union
    select inhrelid from below join pg_catalog.pg_inherits on inhparent = below.oid
  ),
  above as (
    select 'public.system_settings'::regclass::oid as oid
    union
    select inhparent from above join pg_catalog.pg_inherits on inhrelid = above.oid
  ),
  family as (
    select pg_class.oid, relkind, relowner, relrowsecurity
    from (select oid from below union select oid from above) as relation
    join pg_catalog.pg_class on pg_class.oid = relation.oid
  ),
  -- Whoever the policies are for: not the owner, not the secret key, not Supabase itself.
  stopped as (
    select oid, rolname, rolbypassrls
    from pg_catalog.pg_roles
    where not rolsuper
      and rolname not in ('service_role', 'authenticator', 'postgres', 'dashboard_user', 'pgbouncer')
      and rolname !~ '^(pg_|supabase_|cli_login_)'
      and oid not in (select relowner from family)
  ),
  -- Whom the policies do not stop.
  privileged as (
    select pg_roles.oid
    from pg_catalog.pg_roles
    where rolsuper or rolbypassrls
      or exists (select from family where pg_has_role(pg_roles.oid, family.relowner, 'usage'))
  ),
  views as (
    select
      ev_class as oid,
      view.relkind = 'm' or (view.relowner in (select oid from privileged) and not is_invoker) as goes_round
    from family
    join pg_catalog.pg_depend on refobjid = family.oid and refclassid = 'pg_catalog.pg_class'::regclass
    join pg_catalog.pg_rewrite on pg_rewrite.oid = objid and classid = 'pg_catalog.pg_rewrite'::regclass
    join lateral (
      select pg_class.relkind, pg_class.relowner, coalesce(array_to_string(reloptions, ' '), '')
          ~* 'security_invoker=(true|on|yes|1)' as is_invoker
      from pg_catalog.pg_class where pg_class.oid = ev_class
    ) as view on view.relkind in ('v', 'm')
    union
    -- One that asks for the caller's rights shows no more than they may read anyway.
    select
      ev_class,
      pg_class.relkind = 'm' or (
        views.goes_round and coalesce(array_to_string(reloptions, ' '), '') !~* 'security_invoker=(true|on|yes|1)'
      )
    from views
    join pg_catalog.pg_depend on refobjid = views.oid and refclassid = 'pg_catalog.pg_class'::regclass
    join pg_catalog.pg_rewrite on pg_rewrite.oid = objid and classid = 'pg_catalog.pg_rewrite'::regclass
    join pg_catalog.pg_class on pg_class.oid = ev_class and pg_class.relkind in ('v', 'm')
    where ev_class <> views.oid
  ),
  relations as (
    select family.oid from family union select views.oid from views
  ),
  own_functions as (
    select pg_proc.*, pg_proc.oid as id, lower(prosrc) as low_text
    from pg_catalog.pg_proc
    join pg_catalog.pg_namespace on pg_namespace.oid = pronamespace
    where nspname !~ '^(pg_|information_schema$)' and prokind in ('f', 'p')
      and not exists (
        select from pg_catalog.pg_depend
        where classid = 'pg_catalog.pg_proc'::regclass and objid = pg_proc.oid and deptype = 'e'
      )
  ),
  -- Functions whose text names the table, a view of it, or another such function. A name of plain letters is looked for as it is
  -- first: the regular expression takes thirty times as long, and most texts name nothing.
  naming as (
    select own_functions.id, own_functions.proname
    from own_functions
    where exists (
        select from relations join pg_catalog.pg_class on pg_class.oid = relations.oid
        where (relname !~ '^[a-z0-9_]+$' or strpos(low_text, relname) > 0)
          and prosrc ~* concat('(^|[^[:alnum:]_])', regexp_replace(relname, '[^[:alnum:]_]', '.', 'g'), '($|[^[:alnum:]_])')
      )
      or exists (
        select from relations join pg_catalog.pg_depend on refobjid = relations.oid
        where refclassid = 'pg_catalog.pg_class'::regclass
          and classid = 'pg_catalog.pg_proc'::regclass and objid = own_functions.id
      )
    union
    select own_functions.id, own_functions.proname
    from naming
    join own_functions
      on (
        (naming.proname !~ '^[a-z0-9_]+$' or strpos(low_text, naming.proname) > 0)
        and prosrc ~* concat('(^|[^[:alnum:]_])', regexp_replace(naming.proname, '[^[:alnum:]_]', '.', 'g'), '($|[^[:alnum:]_])')
      )
      or exists (
        select from pg_catalog.pg_depend
        where refclassid = 'pg_catalog.pg_proc'::regclass and refobjid = naming.id
          and classid = 'pg_catalog.pg_proc'::regclass and objid = own_functions.id
      )
  ),
  definers as (
    select own_functions.*
    from own_functions join naming on naming.id = own_functions.id
    where prosecdef and proowner in (select oid from privileged)
      and own_functions.id <> 'public.is_system_settings_member()'::regprocedure
  ),
  openings as (
    -- Views and their copies
    select
      case relkind when 'm' then 'materialized view' else 'view' end as kind,
      pg_class.oid::regclass::text as name,
      pg_class.oid as relation,
      null::oid as function,
      case
        when relkind = 'v' and current_setting('server_version_num')::int >= 150000
          then format('alter view %s set (security_invoker = true);', pg_class.oid::regclass)
        else format('revoke all on table %s from ', pg_class.oid::regclass)
      end as remedy
    from pg_catalog.pg_class
    where pg_class.oid in (select views.oid from views where goes_round)

    union all
    -- Tables that share its rows and have no such policy
    select case relkind when 'f' then 'foreign table' else 'table' end, family.oid::regclass::text, family.oid, null,
      format('revoke all on table %s from ', family.oid::regclass)
    from family
    where exists (select from pg_catalog.pg_attribute where attrelid = family.oid and attname = 'value' and not attisdropped)
      and not (
        relrowsecurity and (
          not exists (select from pg_catalog.pg_policy where polrelid = family.oid and polpermissive)
          or exists (
            select from pg_catalog.pg_policy
            where polrelid = family.oid and not polpermissive
              and polname like 'only members reach the Gazelle token%' and pg_get_expr(polqual, polrelid) like '%''gazelle_oauth_token''%'
          )
        )
      )

    union all
    -- A table of another database, or of this one by another way, that has its name
    select 'foreign table', ftrelid::regclass::text, ftrelid, null,
      format('revoke all on table %s from ', ftrelid::regclass)
    from pg_catalog.pg_foreign_table
    where ftrelid not in (select family.oid from family)
      and exists (
        select from relations join pg_catalog.pg_class on pg_class.oid = relations.oid
        where concat('table_name=', relname) = any (ftoptions)
      )

    union all
    -- Functions that run as their owner
    select case provolatile when 'v' then 'volatile function' else 'function' end,
      id::regprocedure::text, null, id,
      format('revoke execute on %s %s from ',
        case prokind when 'p' then 'procedure' else 'function' end, id::regprocedure)
    from definers
    where prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
  )
  select openings.kind, openings.name, roles.names,
    case when openings.remedy like 'revoke %' then concat(openings.remedy, 'public, ', roles.quoted, ';') else openings.remedy end
  from openings
  join lateral (
    select
      string_agg(rolname, ', ' order by rolname) as names,
      string_agg(quote_ident(rolname), ', ' order by rolname) as quoted
    from stopped
    where has_table_privilege(stopped.oid, openings.relation, 'select, insert, update, delete')
      or has_any_column_privilege(stopped.oid, openings.relation, 'select, insert, update')
      or has_function_privilege(stopped.oid, openings.function, 'execute')
  ) as roles on roles.names is not null

  union all
  select 'trigger', format('%I on %s', tgname, tgrelid::regclass), null,
    format('select pg_get_functiondef(%L::regprocedure);', tgfoid::regprocedure)
  from pg_catalog.pg_trigger
  where not tgisinternal and tgenabled <> 'D' and tgparentid = 0
    -- That of Gazelle Keeper's own logbook shows no token to anybody.
    and tgname !~ '^gazelle_keeper_history'
    and (
      (
        tgrelid in (select family.oid from family) and tgname <> 'system_settings_set_updated_at'
        -- Not one that sets fields of its own row and does nothing else.
        and (
          exists (
            select from pg_catalog.pg_proc
            where pg_proc.oid = tgfoid and prosrc ~* '(^|[^[:alnum:]_])(insert|update|merge|copy|perform|execute|select|call|http[a-z_]*|net|notify|pg_notify|dblink[a-z_]*)[[:space:].(]+[[:alpha:]"(]'
          )
          or not exists (
            select from pg_catalog.pg_proc join pg_catalog.pg_language on pg_language.oid = prolang
            where pg_proc.oid = tgfoid and (lanname in ('plpgsql', 'sql') or proname = 'moddatetime')
          )
        )
      )
      or tgfoid in (select definers.id from definers)
    )

  union all
  select distinct 'rule', format('%I on %s', rulename, ev_class::regclass), null::text,
    format('select pg_get_ruledef(%s);', pg_rewrite.oid)
  from pg_catalog.pg_rewrite
  left join pg_catalog.pg_depend
    on classid = 'pg_catalog.pg_rewrite'::regclass and objid = pg_rewrite.oid
      and refclassid = 'pg_catalog.pg_class'::regclass
  where rulename <> '_RETURN' and ev_enabled <> 'D'
    and (ev_class in (select family.oid from family) or refobjid in (select family.oid from family))

  union all
  select 'publication', format('%I', pubname), null,
    case when puballtables then format('drop publication %I;', pubname)
      else format('alter publication %I drop table %I.%I;', pubname, schemaname, tablename) end
  from pg_catalog.pg_publication_tables join pg_catalog.pg_publication using (pubname)
  where format('%I.%I', schemaname, tablename)::regclass in (select family.oid from family)

  union all
  select 'role', format('%I', rolname), rolname,
    case when rolbypassrls then format('alter role %I nobypassrls;', rolname)
      else format('revoke %s from %I;', (
        select string_agg(distinct format('%I', pg_get_userbyid(relowner)), ', ') from family
        where pg_has_role(stopped.oid, relowner, 'usage')
      ), rolname) end
  from stopped
  where stopped.oid in (select privileged.oid from privileged)
    and has_table_privilege(stopped.oid, 'public.system_settings'::regclass, 'select')
  order by 1, 2;

  -- Another table with a row of that key, or with the token itself: a backup, or what a trigger fills. A large one is not
  -- read through: only its keys are looked at, where it has any.
  secrets := array(
    select distinct found[1]
    from public.system_settings as setting,
      regexp_matches(setting.value #>> '{}', '[[:alnum:]._~+/=-]{24,}', 'g') as found
    where setting.key = 'gazelle_oauth_token'
    limit 10
  );
  for other in
    select pg_class.oid::regclass as relation, string_agg(distinct rolname::text, ', ' order by rolname::text) as roles,
      concat('public, ', string_agg(distinct quote_ident(rolname), ', ' order by quote_ident(rolname))) as quoted,
      exists (
        select from pg_catalog.pg_attribute
        where attrelid = pg_class.oid and attname = 'key' and not attisdropped
      ) as has_key,
      pg_total_relation_size(pg_class.oid) < 16777216 as is_small
    from pg_catalog.pg_class
    join pg_catalog.pg_namespace on pg_namespace.oid = relnamespace
    join pg_catalog.pg_roles on not rolsuper and rolname !~ '^(pg_|supabase_|cli_login_)'
      and rolname not in ('service_role', 'authenticator', 'postgres', 'dashboard_user', 'pgbouncer')
      and pg_roles.oid <> relowner
      and has_table_privilege(pg_roles.oid, pg_class.oid, 'select')
    where relkind in ('r', 'p') and not relispartition and relpersistence <> 't'
      and nspname !~ '^(pg_|information_schema$)'
      and has_table_privilege(pg_class.oid, 'select')
      and (not relrowsecurity or exists (
        select from pg_catalog.pg_policy where polrelid = pg_class.oid and polpermissive and polcmd in ('r', '*')
      ))
      and pg_class.oid not in (
        with recursive kin as (
          select 'public.system_settings'::regclass::oid as oid
          union
          select case inhparent when kin.oid then inhrelid else inhparent end
          from kin join pg_catalog.pg_inherits on kin.oid in (inhparent, inhrelid)
        )
        select kin.oid from kin
      )
    group by pg_class.oid
    order by 1
  loop
    begin
      has_row := false;
      if other.has_key then
        execute format('select exists (select from %s where starts_with(key::text, $1))', other.relation)
        using 'gazelle_oauth_token' into has_row;
      end if;
      if has_row then
        return query select 'copy', other.relation::text, other.roles,
          format('delete from %s where starts_with(key::text, %L);', other.relation, 'gazelle_oauth_token');
      elsif other.is_small then
        execute format(
          'select exists (select from %s as whole_row, unnest($1) as secret where strpos(whole_row::text, secret) > 0)',
          other.relation)
        using secrets into has_row;
        if has_row then
          return query select 'copy', other.relation::text, other.roles,
            format('revoke all on table %s from %s;', other.relation, other.quoted);
        end if;
      end if;
    exception
      when others then null; -- what cannot be read is left out
    end;
  end loop;
exception
  -- A catalogue that is not as expected is no reason to leave the token without its policies.
  when others then
    return query select 'unknown', sqlerrm, null::text, null::text;
end
$$;

revoke all on function public.system_settings_bypasses() from public, anon;
grant execute on function public.system_settings_bypasses() to authenticated, service_role;

set local client_min_messages = notice;

do $$
declare
  bypass record;
begin
  raise notice 'Only members and the secret (service_role) key reach the rows of the Gazelle token in public.system_settings: '
      'for everybody else they are as if they were not there, and no error is told%',
      coalesce(' (' || (
        select string_agg(rolname, ', ' order by rolname) from pg_catalog.pg_roles
        where not rolsuper and not rolbypassrls and rolname not in ('postgres', 'authenticator', 'dashboard_user')
          and rolname !~ '^(pg_|supabase_|cli_login_)' and has_table_privilege(oid, 'public.system_settings'::regclass, 'select')
      ) || ')', '');
  for bypass in select * from public.system_settings_bypasses() loop
    raise notice '%', case
        when bypass.kind = 'unknown' then 'What the policies do not cover could not be listed: ' || bypass.name
        when bypass.kind in ('trigger', 'rule', 'publication') then
          format('%s %s may carry the Gazelle token to another place', bypass.kind, bypass.name)
        when bypass.kind = 'role' then format('role %s is stopped by no policy and can read the Gazelle token', bypass.name)
        when bypass.kind = 'copy' then
          format('table %s holds the Gazelle token or a row of its key, and may show it to %s', bypass.name, bypass.open_to)
        else format('%s %s is not covered by the policies and may show the Gazelle token to %s',
          bypass.kind, bypass.name, bypass.open_to)
      end
      using hint = coalesce(bypass.remedy, '');
  end loop;
end
$$;

-- The API learns of the new functions at once.
notify pgrst, 'reload schema';

commit;

-- Supabase's SQL editor shows no notices, but the rows of the last statement: each is something that the policies do not
-- cover. Nothing is changed by itself; run the SQL in the column "remedy" for what should be closed.
select kind, name, open_to, remedy from public.system_settings_bypasses();

-- Gazelle Keeper: who reaches the journal in the row beside the token's, gazelle_oauth_token.journal.
--
-- A keeper without a disk (an Edge Function, a runner) writes there, as ciphertext, what must outlive a crash. The secret
-- (service_role) key alone reads and writes it: no member does, and nobody with the publishable (anon) key.
--
-- Run it after 20250601000000_system_settings.sql. It may be run again at any time; it changes nothing else, and no row.

begin;

set local client_min_messages = warning;

do $$
declare
  relation regclass;
  key_length integer := (
    select atttypmod - 4 from pg_catalog.pg_attribute
    where attrelid = 'public.system_settings'::regclass and attname = 'key' and atttypmod > 4
  );
  mark text := case md5('gazelle_oauth_token') when 'd70e1314d7f7a666d5be89937bf038cb' then '' else ' ' || left(md5('gazelle_oauth_token'), 8) end;
begin
  if key_length < length('gazelle_oauth_token.journal') then
    raise exception 'public.system_settings.key holds % characters, but the journal needs %', key_length,
        length('gazelle_oauth_token.journal')
      using hint = 'alter table public.system_settings alter column key type text;';
  end if;

  -- The tables that share its rows, as in the migration before.
  for relation in
    with recursive below as (
      select 'public.system_settings'::regclass as oid
      union
      select inhrelid::regclass from below join pg_catalog.pg_inherits on inhparent = below.oid
    ),
    above as (
      select 'public.system_settings'::regclass as oid
      union
      select inhparent::regclass from above join pg_catalog.pg_inherits on inhrelid = above.oid
    ),
    family as (select oid from below union select oid from above)
    select family.oid
    from family join pg_catalog.pg_class on pg_class.oid = family.oid
    where not relispartition or family.oid = 'public.system_settings'::regclass
  loop
    begin
      execute format('drop policy if exists %I on %s', 'no member reaches the journal' || mark, relation);
      execute format(
        'create policy %3$I on %1$s as restrictive for all to public '
        'using (key is distinct from %2$L) with check (key is distinct from %2$L)',
        relation, 'gazelle_oauth_token.journal', 'no member reaches the journal' || mark);
    exception
      when others then
        if relation = 'public.system_settings'::regclass then
          raise;
        end if;
        -- It has another owner, or no column key: the list at the end names it.
        null;
    end;
  end loop;
end
$$;

commit;

-- The list of what the policies do not cover, once more: the SQL editor shows the rows of the last statement.
select kind, name, open_to, remedy from public.system_settings_bypasses();
`
